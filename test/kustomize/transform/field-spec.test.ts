import { expect, test } from "vitest";
import { splitPath } from "../../../src/kustomize/transform/field-path.ts";
import type { FieldEdit } from "../../../src/kustomize/transform/field-spec.ts";
import { updateField } from "../../../src/kustomize/transform/field-spec.ts";
import type { Mapping } from "../../../src/kustomize/yaml/value.ts";

const text: FieldEdit = { make: "scalar", set: () => "new" };
const widget = (spec: Mapping[string]): Mapping => ({ apiVersion: "example.com/v1", kind: "Widget", spec });

test("a path is split at slashes that no backslash keeps", () => {
  expect(splitPath("/metadata/annotations/a.b\\/c/d[]")).toEqual(["metadata", "annotations", "a.b/c", "d[]"]);
});

test("lists are walked, and only the way that changes is copied", () => {
  const other = { b: { c: "x" } };
  const object = { ...widget({ a: [{ b: { c: "old" } }, null, {}] }), other };
  const changed = updateField(object, { path: "spec/a/b/c", create: false }, text);
  expect(changed).toEqual({ ...object, spec: { a: [{ b: { c: "new" } }, null, {}] } });
  expect(changed.other).toBe(other);
});

test("missing and null fields are made only where the field spec creates", () => {
  expect(updateField(widget(null), { path: "spec/a/b", create: true }, text)).toEqual(widget({ a: { b: "new" } }));
  const object = widget({ a: null });
  expect(updateField(object, { path: "spec/a/b", create: false }, text)).toBe(object);
  expect(updateField(object, { path: "spec/c", create: true }, { set: () => "new" })).toBe(object);
});

test("a null where the path says list becomes an empty list, as in kustomize", () => {
  expect(updateField(widget({ a: null }), { path: "spec/a[]/b", create: false }, text)).toEqual(widget({ a: [] }));
});

test("an object of another group, version or kind stays", () => {
  const object = widget({ a: "old" });
  for (const filter of [{ kind: "Other" }, { group: "apps" }, { version: "v2" }]) {
    expect(updateField(object, { ...filter, path: "spec/a", create: true }, text)).toBe(object);
  }
  const group = { group: "example.com", version: "v1", kind: "Widget", path: "spec/a", create: false };
  expect(updateField(object, group, text)).toEqual(widget({ a: "new" }));
});

test("a scalar on the way and impossible paths are refused", () => {
  const object = widget("text");
  expect(() => updateField(object, { path: "spec/a", create: true }, text)).toThrow(
    "the field spec/a should be in a mapping or a list, but a scalar is there",
  );
  for (const path of ["", "spec//a", "spec/0", "spec/-", "spec/[a=b]"]) {
    expect(() => updateField(widget({}), { path, create: true }, text)).toThrow("the path");
  }
});
