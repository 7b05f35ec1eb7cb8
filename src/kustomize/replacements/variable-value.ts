/** The value of a `vars` entry: a text, a number or true or false, as Go reads and prints them. */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, nodeText } from "../yaml/value.ts";
import { FieldPathError, lookUp, splitFieldPath } from "./replacement-path.ts";
import { scalarValue, tagOf } from "./scalar-text.ts";

export type VariableValue =
  | { readonly type: "str"; readonly text: string }
  | { readonly type: "bool"; readonly text: string }
  | { readonly type: "int"; readonly text: string }
  | { readonly type: "float"; readonly number: number };

/** What kustomize does not expand, but complains of wherever it stands. */
export interface CollectionValue {
  readonly type: "collection";
  readonly value: Mapping | readonly Value[];
}

/**
 * The field's value.
 * Source: kustomize 5.8.1, kyaml/yaml/rnode.go, GetFieldValue.
 * @throws FieldPathError whose message continues "the field, which".
 */
export function readVariable(object: Mapping, path: string): VariableValue | CollectionValue {
  const found = lookUp(object, withIndexes(splitFieldPath(path)));
  if (found === undefined) throw new FieldPathError("is missing");
  const { value } = found;
  return isMapping(value) || isList(value) ? { type: "collection", value } : readScalar(value);
}

/** `ports[0]` is `ports` and `0`. */
function withIndexes(parts: readonly string[]): readonly string[] {
  return parts.flatMap((part) => {
    const [, name, index] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
    if (index === undefined) return [part];
    return name ? [name, index] : [index];
  });
}

function readScalar(value: Value): VariableValue {
  const text = nodeText(value);
  switch (tagOf(value)) {
    case "int":
      return { type: "int", text: readInteger(text) };
    case "float":
      return { type: "float", number: readFloat(text) };
    case "bool":
      return { type: "bool", text: text.toLowerCase() };
    default:
      return { type: "str", text };
  }
}

/** Decimal only: a leading zero does not make it octal, and hexadecimal numbers are refused. */
function readInteger(text: string): string {
  if (!/^[-+]?\d+$/.test(text)) throw new FieldPathError("is a number that is not decimal");
  const number = BigInt(text.replace(/^\+/, ""));
  if (BigInt.asIntN(64, number) !== number) throw new FieldPathError("is a number that is too large");
  return String(number);
}

function readFloat(text: string): number {
  const number = Number(text);
  if (text === "" || !/^[-+.\d]/.test(text) || !Number.isFinite(number)) {
    throw new FieldPathError("is no number that can be read");
  }
  return number;
}

/** In place of a whole text. */
export function valueOfVariable(value: VariableValue): Value {
  return value.type === "float"
    ? scalarValue("float", withoutExponent(value.number))
    : scalarValue(value.type, value.text);
}

/** Inside a text: large and small floats have an exponent of two digits there, as in Go. */
export function formatNumberInText(value: VariableValue): string {
  if (value.type !== "float") return value.text;
  const size = Math.abs(value.number);
  if (Object.is(value.number, -0)) return "-0";
  if (size === 0 || (size >= 1e-4 && size < 1e21)) return withoutExponent(value.number);
  return value.number.toExponential().replace(/e([-+])(\d)$/, "e$10$2");
}

function withoutExponent(number: number): string {
  if (Object.is(number, -0)) return "-0";
  const text = String(number);
  const found = /^(-?)(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(text);
  if (found === null) return text;
  const [, sign = "", first = "", rest = "", exponent = ""] = found;
  const shift = Number(exponent);
  const digits = first + rest;
  return shift < 0
    ? `${sign}0.${"0".repeat(-shift - 1)}${digits}`
    : `${sign}${digits}${"0".repeat(shift - rest.length)}`;
}
