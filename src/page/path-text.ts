/** The way into an object as people write it, in its parts. */
import type { Step } from "../model/difference.ts";
import { fieldPath } from "../reports/diff/path.ts";

/** Each step as it is appended to those before it: `spec`, `.containers`, `[name=server]`, `["a.b"]`, `[2]`. */
export function pathParts(path: readonly Step[]): readonly string[] {
  const whole = path.map((_, index) => fieldPath(path.slice(0, index + 1)));
  return whole.map((text, index) => text.slice(whole[index - 1]?.length ?? 0));
}

export function pathText(path: readonly Step[]): string {
  return path.length === 0 ? "the whole object" : fieldPath(path);
}
