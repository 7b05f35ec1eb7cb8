/**
 * Changes the texts in the fields that a spec of `varReference` names.
 * Source: kustomize 5.8.1, api/filters/fieldspec/fieldspec.go and api/filters/refvar/refvar.go.
 */
import type { FieldSpec } from "../config/config.ts";
import { fitsKind, groupVersion } from "../resources/identity.ts";
import { textAt } from "../resources/resource.ts";
import { splitPath } from "../transform/field-path.ts";
import { replaceShared } from "../yaml/shared-text.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, mapItems, SharedText, UntypedText, withKey } from "../yaml/value.ts";
import { FieldPathError, stepInto, updateLocation } from "./replacement-path.ts";

export class VariableFieldError extends Error {
  readonly fix = "Correct the field, or the path in varReference of the configurations file.";
}

type ChangeText = (text: string) => Value;

/** The object with the texts changed; mappings and lists at the end of the path are one level deep. @throws VariableFieldError */
export function expandField(object: Mapping, spec: FieldSpec, change: ChangeText): Mapping {
  const { group, version } = groupVersion(textAt(object, "apiVersion"));
  if (!fitsKind(spec, { group, version, kind: textAt(object, "kind") })) return object;
  const shared = new Map<SharedText, Value>();
  const changed = walk(object, splitPath(spec.path), spec.path, (value) =>
    expandValue(value, spec.path, change, shared),
  );
  return replaceShared(changed, shared) as Mapping;
}

function walk(value: Value, path: readonly string[], whole: string, update: (value: Value) => Value): Value {
  const [step, ...rest] = path;
  if (step === undefined) return update(value);
  if (isNull(value)) return value;
  if (isList(value)) return mapItems(value, (item) => walk(item, path, whole, update));
  if (!isMapping(value)) throw new VariableFieldError(`the way of the field ${whole} leads through a scalar`);
  const isSequence = step.endsWith("[]");
  const next = stepOf(value, isSequence ? step.slice(0, -2) : step, whole);
  if (next === undefined) return value;
  // A null that a spec calls a list becomes an empty one.
  const changed = isNull(next.value) && isSequence ? [] : walk(next.value, rest, whole, update);
  return updateLocation(value, next.at, () => changed);
}

function stepOf(value: Value, key: string, whole: string): ReturnType<typeof stepInto> {
  if (key === "") throw new VariableFieldError(`the path ${JSON.stringify(whole)} has an empty part`);
  try {
    return stepInto(value, key);
  } catch (error) {
    if (!(error instanceof FieldPathError)) throw error;
    throw new VariableFieldError(`the path ${whole} leads nowhere: ${error.message}`);
  }
}

function expandValue(value: Value, path: string, change: ChangeText, shared: Map<SharedText, Value>): Value {
  const one = (item: Value): Value => {
    if (typeof item === "string") return change(item);
    // Without a type it counts as a string, and from here on it is one.
    if (item instanceof UntypedText) return change(item.text);
    if (!(item instanceof SharedText)) return item;
    const changed = change(item.text);
    if (changed !== item.text) shared.set(item, changed);
    return item;
  };
  if (isList(value)) {
    return mapItems(value, (item) => {
      if (typeof item === "string" || item instanceof SharedText) return one(item);
      throw new VariableFieldError(`the list ${path} has an item that is no string`);
    });
  }
  if (!isMapping(value)) return one(value);
  return Object.entries(value).reduce<Mapping>((before, [key, item]) => withKey(before, key, one(item)), value);
}
