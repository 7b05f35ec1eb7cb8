/**
 * Finds, and with `create` makes, the fields that a replacement writes to.
 * Source: kustomize 5.8.1, kyaml/yaml/match.go (PathMatcher).
 */
import { compile } from "../expression/expression.ts";
import { carryQuotes } from "../yaml/quotes.ts";
import { plainScalar } from "../yaml/scalars.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, isScalar, keepQuotes, nodeText, own, Scalar } from "../yaml/value.ts";
import type { Location } from "./replacement-path.ts";
import { FieldPathError, indexOf, itemMatch, listOf } from "./replacement-path.ts";
import { plainTag } from "./scalar-text.ts";
import { parseStructured } from "./structured-text.ts";

/** What is made at the end of a path; undefined makes nothing. */
export type Create = "scalar" | "mapping" | "list" | undefined;

/** A scalar that was made on the way. It has no tag: the text that it gets says what it is. */
export class Untagged extends Scalar {
  constructor(text: string) {
    super("str", text);
  }
}

export interface Found {
  /** Undefined where kustomize 5.8.1 changes a copy that it then forgets: the change is lost. */
  readonly at: Location | undefined;
  readonly value: Value;
}

export interface Fields {
  /** The value with what had to be made. */
  readonly root: Value;
  readonly found: readonly Found[];
}

export function kindOf(value: Value): Exclude<Create, undefined> {
  if (isList(value)) return "list";
  return isMapping(value) ? "mapping" : "scalar";
}

/** All fields that a path leads to. @throws FieldPathError, ExpressionError */
export function findFields(root: Value, path: readonly string[], create: Create): Fields {
  const [part] = path;
  if (part === undefined) return { root, found: [{ at: [], value: root }] };
  const rest = path.slice(1);
  const index = indexOf(part);
  if (index !== undefined && index >= 0) return inItem(root, part, index, rest, create);
  const match = itemMatch(part);
  if (match !== undefined) return inMatchingItems(root, part, match, rest, create);
  if (part === "*") return inItems(root, part, rest, create, () => true);
  return inField(root, part, rest, create);
}

function inField(root: Value, key: string, rest: readonly string[], create: Create): Fields {
  if (isNull(root))
    return create === undefined ? { root, found: [] } : lose(root, emptyFor(rest, create), rest, create);
  if (!isMapping(root) || key === "") throw new FieldPathError(`${key} is looked for in what is no mapping`);
  const present = own(root, key);
  if (present === undefined && create === undefined) return { root, found: [] };
  const value = present === undefined ? emptyFor(rest, create) : present;
  if (isScalar(value) && rest.length > 0) return lose(root, parseStructured(nodeText(value)).root, rest, create);
  return within(root, key, value, findFields(value, rest, create));
}

/** A mistake of kustomize 5.8.1: text that holds YAML is parsed anew here, and what changes in it goes nowhere. */
function lose(root: Value, copy: Value, rest: readonly string[], create: Create): Fields {
  const { found } = findFields(copy, rest, create);
  return { root, found: found.map(({ value }) => ({ at: undefined, value })) };
}

function within(root: Mapping, key: string, before: Value, { root: after, found }: Fields): Fields {
  const changed =
    after === before && own(root, key) === before ? root : keepQuotes<Mapping>(root, { ...root, [key]: after }, key);
  return { root: changed, found: found.map((one) => below(key, one)) };
}

function below(step: string | number, { at, value }: Found): Found {
  return { at: at === undefined ? undefined : [step, ...at], value };
}

/** What a missing value is made as: by the part that follows it, or by the value that it will get. */
function emptyFor(rest: readonly string[], create: Create): Value {
  const [next] = rest;
  if (next === undefined || next === "") return create === "list" ? [] : create === "mapping" ? {} : new Untagged("");
  const index = indexOf(next);
  return (index !== undefined && index >= 0) || (next.startsWith("[") && next.endsWith("]")) ? [] : {};
}

function inItem(root: Value, part: string, index: number, rest: readonly string[], create: Create): Fields {
  const list = listOf(root, part);
  if (index === list.length && create !== undefined) {
    const made = emptyFor(rest, create);
    const { root: item, found } = findFields(made, rest, create);
    if (!isList(root)) return { root, found: found.map(({ value }) => ({ at: undefined, value })) };
    return { root: carryQuotes(list, [...list, item]), found: found.map((one) => below(index, one)) };
  }
  const item = list[index];
  if (item === undefined) throw new FieldPathError(`the index is ${index}, but there are ${list.length} items`);
  const { root: changed, found } = findFields(item, rest, create);
  return {
    root: changed === item ? root : carryQuotes(list, list.with(index, changed)),
    found: found.map((one) => below(index, one)),
  };
}

function inItems(
  root: Value,
  part: string,
  rest: readonly string[],
  create: Create,
  fits: (item: Value) => boolean,
): Fields {
  const list = listOf(root, part);
  const results = list.map((item) => (fits(item) ? findFields(item, rest, create) : { root: item, found: [] }));
  const changed = results.some((result, index) => result.root !== list[index]);
  return {
    root: changed
      ? carryQuotes(
          list,
          results.map((result) => result.root),
        )
      : root,
    found: results.flatMap(({ found }, index) => found.map((one) => below(index, one))),
  };
}

function inMatchingItems(
  root: Value,
  part: string,
  match: { key: string; value: string },
  rest: readonly string[],
  create: Create,
): Fields {
  const expression = compile(match.value);
  // An item that is matched by itself is the field: kustomize does not look at the rest of the path.
  const deeper = match.key === "" ? [] : rest;
  const fits = (item: Value) => {
    const value = match.key === "" ? item : isMapping(item) ? own(item, match.key) : undefined;
    return value !== undefined && expression.test(printed(value));
  };
  const fields = inItems(root, part, deeper, create, fits);
  if (create === undefined || fields.found.length > 0) return fields;
  const made = match.key === "" ? plainScalar(match.value) : { [match.key]: plainScalar(match.value) };
  if (!isList(root) || !fits(made)) {
    throw new FieldPathError(`${part} is not found, and an item made from it would not match it`);
  }
  const { root: item, found } = findFields(made, deeper, create);
  const list = fields.root as readonly Value[];
  const isMade = (at: Location | undefined) =>
    match.key === "" ? at?.length === 0 : at?.length === 1 && at[0] === match.key;
  const untagged = found.map((one) => (isMade(one.at) ? { ...one, value: new Untagged(match.value) } : one));
  return { root: carryQuotes(list, [...list, item]), found: untagged.map((one) => below(list.length, one)) };
}

/** What the expression sees of a value: kustomize prints it as YAML. Of collections we have no print here. */
function printed(value: Value): string {
  if (!isScalar(value)) return JSON.stringify(value);
  if (typeof value !== "string") return nodeText(value);
  return plainTag(value) === "str" ? value.trim() : JSON.stringify(value);
}
