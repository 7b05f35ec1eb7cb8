import { describe, expect, test } from "vitest";
import { applyJsonPatch, readJsonOperations, readOperations } from "../../../src/kustomize/merge/json-patch.ts";
import { PatchError } from "../../../src/kustomize/merge/patch-error.ts";
import type { Mapping } from "../../../src/kustomize/yaml/value.ts";

const object = { a: 1, list: [1, 2, 3], map: { "x/y": "z", "~": null } };

function patched(...operations: readonly Mapping[]): Mapping {
  return applyJsonPatch(object, readOperations(operations));
}

describe("what applies", () => {
  test("lists: append, insert, negative indexes", () => {
    const at = (step: string): Mapping => patched({ op: "add", path: `/list/${step}`, value: 0 });
    expect(at("-").list).toEqual([1, 2, 3, 0]);
    expect(at("0").list).toEqual([0, 1, 2, 3]);
    expect(at("-1").list).toEqual([1, 2, 3, 0]);
    expect(at("-2").list).toEqual([1, 2, 0, 3]);
    expect(patched({ op: "remove", path: "/list/-1" }).list).toEqual([1, 2]);
  });

  test("replace sets a key that is missing, copy of a missing key is null, text before the first slash is ignored", () => {
    expect(patched({ op: "replace", path: "/b", value: 2 }).b).toBe(2);
    expect(patched({ op: "copy", from: "/nothing", path: "/b" }).b).toBeNull();
    expect(patched({ op: "add", path: "x/a", value: 2 })).toEqual({ ...object, a: 2 });
  });

  test("escapes, moves and tests", () => {
    expect(patched({ op: "move", from: "/map/x~1y", path: "/map/~01" }).map).toEqual({ "~": null, "~1": "z" });
    expect(patched({ op: "test", path: "/map/~0" }, { op: "test", path: "/none", value: null })).toEqual(object);
    expect(patched({ op: "replace", path: "", value: { b: 1 } })).toEqual({ b: 1 });
  });

  test("neither the object nor the patch nor a copy changes along with what is patched", () => {
    const value = { in: { n: 1 }, items: [1] };
    const before = JSON.stringify([object, value]);
    const after = patched(
      { op: "add", path: "/one", value },
      { op: "add", path: "/one/in/m", value: 2 },
      { op: "copy", from: "/one", path: "/two" },
      { op: "add", path: "/two/in/m", value: 3 },
      { op: "add", path: "/one/items/-", value: 4 },
      { op: "move", from: "/one/items", path: "/list/0" },
      { op: "replace", path: "/list/0/0", value: 5 },
      { op: "add", path: "/three", value },
      { op: "remove", path: "/map/x~1y" },
    );
    expect(after).toEqual({
      a: 1,
      list: [[5, 4], 1, 2, 3],
      map: { "~": null },
      one: { in: { n: 1, m: 2 } },
      two: { in: { n: 1, m: 3 }, items: [1] },
      three: value,
    });
    expect(JSON.stringify([object, value])).toBe(before);
  });

  test("a JSON patch compares scalars as they are written", () => {
    const json = (value: string): Mapping => {
      const operations = readJsonOperations(`[{"op": "test", "path": "/a", "value": ${value}}]`);
      return applyJsonPatch(object, operations);
    };
    expect(json("1")).toBe(object);
    expect(() => json("1.0")).toThrow("test: the value is another one");
    expect(applyJsonPatch({}, readJsonOperations('[{"op":"add","path":"/\\u0061","value":[1.0,"\\u003c"]}]'))).toEqual({
      a: [1, "<"],
    });
  });
});

test.each<readonly [string, Mapping]>([
  ["a missing parent", { op: "add", path: "/b/c", value: 1 }],
  ["a scalar as parent", { op: "add", path: "/a/c", value: 1 }],
  ["an index outside", { op: "add", path: "/list/4", value: 1 }],
  ["an index outside, negative", { op: "remove", path: "/list/-4" }],
  ["no index", { op: "replace", path: "/list/-", value: 1 }],
  ["removing nothing", { op: "remove", path: "/b" }],
  ["moving nothing", { op: "move", from: "/b", path: "/c" }],
  ["another value", { op: "test", path: "/list", value: [1, 2] }],
  ["a scalar for the object", { op: "replace", path: "", value: 1 }],
  ["a list for the object", { op: "replace", path: "", value: [] }],
  ["adding the object", { op: "add", path: "", value: {} }],
  ["no slash", { op: "remove", path: "a" }],
  ["no path", { op: "remove" }],
  ["no from", { op: "copy", path: "/b" }],
  ["an unknown op", { op: "merge", path: "/a", value: 1 }],
])("%s is an error", (_, operation) => {
  expect(() => patched(operation)).toThrow(PatchError);
});

test("an operation that is no mapping, or a patch that is no JSON, is refused at once", () => {
  expect(() => readOperations(["remove"])).toThrow(PatchError);
  expect(() => readJsonOperations("[{op: remove}]")).toThrow(PatchError);
});
