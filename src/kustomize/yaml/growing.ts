/** Mappings that are still being made. */
import type { Value } from "./value.ts";

export type GrowingMapping = Record<string, Value>;

/** Sets a key of a mapping that nobody else has yet; `__proto__` is a plain key. */
export function put(mapping: GrowingMapping, key: string, value: Value): void {
  if (key === "__proto__") {
    Object.defineProperty(mapping, key, { value, enumerable: true, configurable: true, writable: true });
  } else mapping[key] = value;
}
