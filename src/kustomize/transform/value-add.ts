/** `ValueAddTransformer`: writes one text into a field of many objects, or into a path that a field holds. */
import type { Resource } from "../resources/resource.ts";
import type { Selector } from "../resources/selector.ts";
import { select } from "../resources/selector.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isMapping, isNull, isQuoted, isScalar, NOTHING, nodeText, own, withKey } from "../yaml/value.ts";
import { FieldError } from "./field-error.ts";
import { splitPath } from "./field-path.ts";
import { withNamespace } from "./namespace.ts";
import { untypedText } from "./scalar-edits.ts";

interface ValueTarget {
  /** Undefined means every object. */
  readonly selector: Selector | undefined;
  /** As in a field spec: `spec/template/spec/volumes`, without lists. */
  readonly fieldPath: string;
  /** The place of the value among the parts of the field's path, from 1; 0 replaces the field. */
  readonly filePathPosition: number;
}

/** Source: kustomize 5.8.1, api/internal/builtins/ValueAddTransformer.go. */
export function addValue(resources: readonly Resource[], value: string, target: ValueTarget): readonly Resource[] {
  const meant = target.selector === undefined ? resources : select(resources, target.selector);
  const selected = new Set(meant);
  return resources.map((resource) =>
    selected.has(resource) ? resource.with(changed(resource, value, target)) : resource,
  );
}

function changed(resource: Resource, value: string, { fieldPath, filePathPosition }: ValueTarget): Mapping {
  if (fieldPath === "metadata/namespace") return withNamespace(resource, value);
  const path = splitPath(fieldPath);
  return put(resource.object, path, 0, (before, isQuoted) => {
    const text = filePathPosition > 0 ? inserted(nodeText(before), filePathPosition - 1, value) : value;
    return untypedText(text, isQuoted);
  });
}

type Set = (before: Value, isQuoted: boolean) => Value;

function put(mapping: Mapping, path: readonly string[], depth: number, set: Set): Mapping {
  const key = path[depth] ?? "";
  const found = own(mapping, key) ?? NOTHING;
  if (depth + 1 < path.length) {
    if (!isNull(found) && !isMapping(found)) throw wrongField(path);
    return withKey(mapping, key, put(isMapping(found) ? found : {}, path, depth + 1, set));
  }
  if (!isScalar(found)) throw wrongField(path);
  return withKey(mapping, key, set(found, isQuoted(found, mapping, key)));
}

function wrongField(path: readonly string[]): FieldError {
  const fix = "Name a field with a single value.";
  return new FieldError(path.join("/"), `the field ${path.join("/")} does not lead to a single value`, fix);
}

/** The path with one more part; a place behind the end is the end, and an absolute path stays one. */
function inserted(path: string, position: number, part: string): string {
  const isAbsolute = path.startsWith("/");
  const parts = path.split("/").filter((step) => step !== "");
  const joined = parts.toSpliced(Math.min(position, parts.length), 0, part).join("/");
  return isAbsolute ? `/${joined}` : joined;
}
