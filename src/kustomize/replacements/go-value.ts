/** Values as Go prints them, for messages that kustomize writes with them. */
import { meaningOf } from "../yaml/scalars.ts";
import type { Value } from "../yaml/value.ts";
import { isList, isMapping, Scalar } from "../yaml/value.ts";
import { formatNumberInText } from "./variable-value.ts";

/** As the verb `%v` does; a date is its text here, though Go writes all of its parts. */
export function goValue(value: Value): string {
  if (isList(value)) return `[${value.map(goValue).join(" ")}]`;
  if (isMapping(value)) return `map[${goEntries(value).join(" ")}]`;
  const meaning = value instanceof Scalar ? meaningOf(value) : value;
  if (meaning === null) return "<nil>";
  return typeof meaning === "number" ? goNumber(meaning) : String(meaning);
}

function goEntries(mapping: { readonly [key: string]: Value }): readonly string[] {
  const keys = Object.keys(mapping).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return keys.map((key) => `${key}:${goValue(mapping[key] ?? null)}`);
}

function goNumber(number: number): string {
  if (Number.isFinite(number)) return formatNumberInText({ type: "float", number });
  return Number.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
}
