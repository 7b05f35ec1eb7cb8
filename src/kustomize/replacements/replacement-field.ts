/** Writes the value of a replacement into one field path of one resource. */
import type { Resource } from "../resources/resource.ts";
import { untyped } from "../yaml/scalars.ts";
import { replaceShared } from "../yaml/shared-text.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isScalar, MADE_EMPTY, nodeText, Scalar, SharedText } from "../yaml/value.ts";
import { JsonTextError } from "./json-text.ts";
import type { ReplacementOptions } from "./replacement.ts";
import type { Location } from "./replacement-path.ts";
import { FieldPathError, splitFieldPath, stepInto, updateLocation, valueAt } from "./replacement-path.ts";
import type { Create, Found } from "./replacement-target.ts";
import { findFields, kindOf, Untagged } from "./replacement-target.ts";
import { unshared, withText } from "./scalar-text.ts";
import type { StructuredText } from "./structured-text.ts";
import { parseStructured, StructuredTextError } from "./structured-text.ts";
import { YamlTextError } from "./yaml-text-scalar.ts";

/** The value to copy. `at` is set while it is a field that copying itself may change: it is read anew each time. */
export interface Source {
  at: { readonly resource: number; readonly field: Location } | undefined;
  value: Value;
  /** Of a fixed text, which has no type. */
  readonly text: string | undefined;
}

export class ReplacementFieldError extends Error {
  readonly fix: string;
  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

/** @throws ReplacementFieldError, FieldPathError, StructuredTextError, ExpressionError */
export function copyToField(
  work: Resource[],
  source: Source,
  index: number,
  path: string,
  options: ReplacementOptions,
): void {
  const parts = splitFieldPath(path);
  const create: Create = options.create ? kindOf(current(work, source)) : undefined;
  const object = (work[index] as Resource).object;
  const structured = inStructuredText(object, parts, create, current(work, source), source.text);
  if (structured !== undefined) {
    store(work, index, structured);
    return;
  }
  const { root, found } = findFields(object, parts, create);
  if (found.length === 0) {
    throw new ReplacementFieldError(
      `a target has no field ${path}`,
      "Correct the field path, or set options.create to true.",
    );
  }
  store(work, index, root);
  for (const field of found) setField(work, source, index, field, options);
}

function store(work: Resource[], index: number, object: Value): void {
  work[index] = (work[index] as Resource).with(object as Mapping);
}

function current(work: readonly Resource[], source: Source): Value {
  if (source.at !== undefined) source.value = valueAt((work[source.at.resource] as Resource).object, source.at.field);
  return source.value;
}

function setField(
  work: Resource[],
  source: Source,
  index: number,
  { at, value: target }: Found,
  options: ReplacementOptions,
): void {
  const value = current(work, source);
  const text = textFor(target, source.text ?? nodeText(value), options);
  if (at === undefined) return;
  if (!isScalar(target)) detach(source, index, at);
  const filling = filled(target, value, text);
  store(work, index, withFilled((work[index] as Resource).object, at, target, filling));
}

/** A scalar gets the text only and keeps its type; what is no scalar becomes a copy of the value. */
function filled(target: Value, value: Value, text: string): Value {
  // Without a type, nothing is no null that a merge would take away.
  if (target instanceof Untagged || target === MADE_EMPTY) return text === "" ? MADE_EMPTY : untyped(text);
  return isScalar(target) ? withText(target, text) : unshared(value);
}

function withFilled(object: Mapping, at: Location, target: Value, filling: Value): Value {
  if (target instanceof SharedText) return replaceShared(object, new Map([[target, filling]]));
  return updateLocation(object, at, () => filling);
}

/** A source inside what is replaced is no longer part of the object, and does not change any more. */
function detach(source: Source, index: number, at: Location): void {
  const { at: own } = source;
  if (own?.resource !== index || own.field.length <= at.length) return;
  if (at.every((step, depth) => step === own.field[depth])) source.at = undefined;
}

function textFor(target: Value, text: string, { delimiter, index = 0 }: ReplacementOptions): string {
  if (!delimiter) return text;
  if (!isScalar(target)) {
    throw new ReplacementFieldError(
      "the field of a target with a delimiter is no scalar",
      "Leave out delimiter, or name a scalar.",
    );
  }
  const pieces = nodeText(target).split(delimiter);
  if (index < 0) return [text, ...pieces].join(delimiter);
  return (index >= pieces.length ? [...pieces, text] : pieces.with(index, text)).join(delimiter);
}

/**
 * The object where the path leads through a scalar into the YAML or JSON that is its text; undefined where it does not,
 * or leads nowhere there. The delimiter does not count here, as in kustomize.
 */
function inStructuredText(
  object: Mapping,
  parts: readonly string[],
  create: Create,
  value: Value,
  fixedText: string | undefined,
): Mapping | undefined {
  const place = structuredPlace(object, parts);
  if (place === undefined) return undefined;
  try {
    const { root, found } = findFields(place.text.root, place.rest, create);
    if (found.length === 0) return undefined;
    if (place.text.isStyled && fixedText === undefined && found.some((one) => !isScalar(one.value))) {
      throw new YamlTextError("the style in which the source is written would show in it");
    }
    const text = fixedText ?? nodeText(value);
    const changed = found.reduce(
      (before, { at, value: target }) =>
        at === undefined ? before : updateLocation(before, at, () => emptyKept(filled(target, value, text))),
      root,
    );
    const printed = place.text.print(changed);
    return withFilled(object, place.at, place.scalar, withText(place.scalar, printed)) as Mapping;
  } catch (error) {
    if (isNowhere(error)) return undefined;
    throw error;
  }
}

/** In a text, it matters that an empty scalar is not written as `null`. */
function emptyKept(value: Value): Value {
  return value === MADE_EMPTY ? new Scalar("null", "") : value;
}

interface Place {
  readonly at: Location;
  readonly scalar: Value;
  readonly text: StructuredText;
  readonly rest: readonly string[];
}

function structuredPlace(object: Mapping, parts: readonly string[]): Place | undefined {
  const at: (string | number)[] = [];
  let value: Value = object;
  for (const [index, part] of parts.slice(0, -1).entries()) {
    const next = tryOr(() => stepInto(value, part));
    if (next === undefined) return undefined;
    at.push(...next.at);
    value = next.value;
    const scalar = value;
    const text = isScalar(scalar) ? tryOr(() => parseStructured(nodeText(scalar))) : undefined;
    if (text !== undefined) return { at, scalar, text, rest: parts.slice(index + 1) };
  }
  return undefined;
}

function tryOr<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (isNowhere(error)) return undefined;
    throw error;
  }
}

function isNowhere(error: unknown): boolean {
  return error instanceof FieldPathError || error instanceof StructuredTextError || error instanceof JsonTextError;
}
