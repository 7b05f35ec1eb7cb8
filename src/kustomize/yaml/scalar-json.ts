/** Scalars as Go's JSON has them once they are decoded; to be replaced by `jsonText` of `scalars.ts`. */
import { Scalar } from "./value.ts";

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]*|0[bB][01]+|[1-9][0-9]*)$/;

/** `0644` is 420, `1_000` is 1000, `1.0` is 1, `True` is true; dates and strings are JSON strings. */
export function jsonText(value: Scalar | number | boolean | null): string {
  if (!(value instanceof Scalar)) return floatJson(value);
  if (value.tag === "null") return "null";
  if (value.tag === "bool") return value.text.toLowerCase();
  if (value.tag === "int") return integerJson(value.text.replaceAll("_", ""));
  if (value.tag === "float") return floatJson(Number(value.text.replaceAll("_", "")));
  return JSON.stringify(value.tag === "timestamp" ? timestamp(value.text) : value.text);
}

function floatJson(value: number | boolean | null): string {
  return String(value);
}

function integerJson(text: string): string {
  const match = INTEGER.exec(text);
  if (match === null) return text;
  const digits = match[2] as string;
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return String(match[1] === "-" ? -size : size);
}

function timestamp(text: string): string {
  return text.length === 10 ? `${text}T00:00:00Z` : text;
}
