/** Prints data as JSON, byte for byte as Go's encoding/json does with what go-yaml has read. */

import { meaningOf } from "../yaml/scalars.ts";
import type { Value } from "../yaml/value.ts";
import { isList, isMapping, Scalar } from "../yaml/value.ts";
import { plainTag, tagOf } from "./scalar-text.ts";

/** Kustomize, too, cannot print this as JSON. */
export class JsonTextError extends Error {}

/** Keys in the order of their bytes; two spaces per level where it is indented. @throws JsonTextError */
export function printJson(value: Value, indented: boolean): string {
  return print(value, indented ? "\n" : undefined);
}

function print(value: Value, line: string | undefined): string {
  if (isList(value)) return block("[", "]", line, value, (item, inner) => print(item, inner));
  if (!isMapping(value)) return printScalar(value);
  const space = line === undefined ? "" : " ";
  return block("{", "}", line, sortedEntries(value), ([key, item], inner) => {
    return `${printText(key)}:${space}${print(item, inner)}`;
  });
}

function block<T>(
  open: string,
  close: string,
  line: string | undefined,
  items: readonly T[],
  one: (item: T, inner: string | undefined) => string,
): string {
  if (items.length === 0) return open + close;
  const inner = line === undefined ? undefined : `${line}  `;
  return `${open}${inner ?? ""}${items.map((item) => one(item, inner)).join(`,${inner ?? ""}`)}${line ?? ""}${close}`;
}

function sortedEntries(mapping: { readonly [key: string]: Value }): readonly (readonly [string, Value])[] {
  return Object.entries(mapping).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function printText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function printScalar(value: Value): string {
  if (typeof value === "string") return printText(value);
  if (!(value instanceof Scalar)) return Object.is(value, -0) ? "-0" : String(value);
  const tag = tagOf(value);
  if (tag === "str") return printText(value.text);
  // Between brackets, an empty scalar is printed with quotes, and read again as a string.
  if (tag === "null" && value.text === "") return '""';
  const natural = plainTag(value.text);
  if (natural !== tag && !(tag === "float" && natural === "int")) {
    throw new JsonTextError("a text does not fit its type");
  }
  if (tag === "bool" || tag === "null") return tag === "null" ? "null" : value.text.toLowerCase();
  if (natural === "int") return String(meaningOf(new Scalar("int", value.text)));
  if (natural === "float") return printFloat(Number(value.text.replaceAll("_", "")));
  return printText(timestamp(value.text));
}

function printFloat(number: number): string {
  if (!Number.isFinite(number)) throw new JsonTextError("JSON has no number for infinity");
  return Object.is(number, -0) ? "-0" : String(number);
}

function timestamp(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00:00Z`;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[-+]\d\d:\d\d)$/.test(text)) return text;
  throw new JsonTextError("a time is not printed here");
}
