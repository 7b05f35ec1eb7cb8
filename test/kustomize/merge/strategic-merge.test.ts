import { describe, expect, test } from "vitest";
import { PatchError } from "../../../src/kustomize/merge/patch-error.ts";
import { strategicMerge } from "../../../src/kustomize/merge/strategic-merge.ts";
import type { Mapping, Value } from "../../../src/kustomize/yaml/value.ts";
import { Scalar, SharedText } from "../../../src/kustomize/yaml/value.ts";

const pod = (spec: Mapping): Mapping => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec });
const custom = (spec: Mapping): Mapping => ({ apiVersion: "a.b/v1", kind: "Own", metadata: { name: "a" }, spec });

function specAfter(target: Mapping, patch: Mapping): Value | undefined {
  return strategicMerge(target, patch)?.spec;
}

/** The result of merging one pod spec into another. */
function pods(target: Mapping, patch: Mapping): Value | undefined {
  return specAfter(pod(target), pod(patch));
}

describe("lists with one key", () => {
  test("the patch's items come first, in its order, merged with their namesakes", () => {
    const target = { containers: [{ name: "a", image: "1", args: ["x"] }, { name: "b" }, { name: "c" }] };
    const patch = { containers: [{ name: "new" }, { name: "c", image: "3" }, { name: "a", args: [] }] };
    expect(pods(target, patch)).toEqual({
      containers: [{ name: "new" }, { name: "c", image: "3" }, { name: "a", image: "1", args: [] }, { name: "b" }],
    });
  });

  test("an item without a key takes the items before it in the object's list along", () => {
    expect(pods({ containers: [{ name: "a" }, { image: "x" }, { name: "b" }] }, { replicas: 1 })).toEqual({
      replicas: 1,
      containers: [{ image: "x" }],
    });
  });

  test("of two items with one name the object's last is left", () => {
    const target = {
      containers: [
        { name: "a", image: "1" },
        { name: "a", image: "2" },
      ],
    };
    expect(pods(target, { containers: [{ name: "a", tty: true }] })).toEqual({
      containers: [{ name: "a", image: "2" }],
    });
  });

  test("directives delete items, empty the list and remove it", () => {
    const target = { containers: [{ name: "a" }, { name: "b" }] };
    expect(pods(target, { containers: [{ name: "a", $patch: "delete" }] })).toEqual({ containers: [{ name: "b" }] });
    expect(pods(target, { containers: [{ $patch: "replace" }, { name: "c" }] })).toEqual({
      containers: [{ name: "c" }],
    });
    expect(pods(target, { containers: [{ $patch: "delete" }] })).toEqual({});
  });
});

describe("lists with several keys", () => {
  test("a port with and one without protocol are one, and the patch's is lost", () => {
    const target = { containers: [{ name: "a", ports: [{ containerPort: 80 }, { containerPort: 81 }] }] };
    const patch = { containers: [{ name: "a", ports: [{ containerPort: 80, protocol: "TCP", name: "http" }] }] };
    expect(pods(target, patch)).toEqual(target);
  });

  test("only new items come first", () => {
    const tcp = (containerPort: number, more: Mapping = {}): Mapping => ({ containerPort, protocol: "TCP", ...more });
    const target = { containers: [{ name: "a", ports: [tcp(80), tcp(81)] }] };
    const patch = { containers: [{ name: "a", ports: [tcp(81, { name: "x" }), tcp(82)] }] };
    expect(pods(target, patch)).toEqual({
      containers: [{ name: "a", ports: [tcp(82), tcp(80), tcp(81, { name: "x" })] }],
    });
  });
});

describe("values", () => {
  test("null deletes, an empty field goes on any merge, a null in the object stays", () => {
    const target = custom({ a: 1, b: null, c: new Scalar("null", ""), d: { e: new Scalar("null", "") } });
    expect(specAfter(target, custom({ a: null, f: null, g: { h: null } }))).toEqual({ b: null, d: {}, g: {} });
  });

  test("a number over a string that needs its quotes becomes a string", () => {
    expect(specAfter(custom({ a: "7", b: "x", c: 7 }), custom({ a: 8, b: 8, c: "8" }))).toEqual({
      a: "8",
      b: 8,
      c: "8",
    });
  });

  test("lists without a schema are replaced, those of an embedded pod are merged", () => {
    const embedded = (name: string): Mapping => ({ apiVersion: "v1", kind: "Pod", spec: { containers: [{ name }] } });
    const target = custom({ list: [{ name: "a" }], template: embedded("a") });
    expect(specAfter(target, custom({ list: [{ name: "b" }], template: embedded("b") }))).toEqual({
      list: [{ name: "b" }],
      template: { apiVersion: "v1", kind: "Pod", spec: { containers: [{ name: "b" }, { name: "a" }] } },
    });
  });

  test("finalizers are a set", () => {
    const target = { ...pod({}), metadata: { name: "a", finalizers: ["x", "y"] } };
    const patch = { ...pod({}), metadata: { name: "a", finalizers: ["z", "y"] } };
    expect(strategicMerge(target, patch)?.metadata).toEqual({ name: "a", finalizers: ["z", "y", "x"] });
  });

  test("another form is an error", () => {
    expect(() => pods({ volumes: [] }, { volumes: { a: 1 } })).toThrow(PatchError);
    expect(() => pods({ a: {} }, { a: { $patch: "unite" } })).toThrow(/unknown patch strategy/);
  });

  test("an unknown directive of an added mapping is written, and so are other directives", () => {
    const patch = { a: { $patch: "unite" }, "$setElementOrder/containers": [{ name: "x" }], $retainKeys: ["a"] };
    expect(pods({}, patch)).toEqual(patch);
  });

  test("the whole object can be deleted, not replaced", () => {
    expect(strategicMerge(pod({ a: 1 }), { ...pod({}), $patch: "delete" })).toBeUndefined();
    expect(pods({ a: 1 }, { a: 2 })).toEqual({ a: 2 });
    expect(strategicMerge(pod({ a: 1 }), { ...pod({ b: 1 }), $patch: "replace" })).toEqual(pod({ a: 1 }));
  });
});

describe("identity", () => {
  test("what a patch does not touch is the same value, and the inputs stay as they are", () => {
    const target = pod({ containers: [{ name: "a" }], big: { nested: { list: [1, 2] } } });
    const before = JSON.stringify(target);
    const merged = strategicMerge(target, pod({ x: 1 }));
    const spec = merged?.spec as Mapping;
    expect(spec.big).toBe((target.spec as Mapping).big);
    expect(spec.containers).toBe((target.spec as Mapping).containers);
    expect(merged?.metadata).toBe(target.metadata);
    expect(JSON.stringify(target)).toBe(before);
    expect(strategicMerge(target, pod({ big: {} }))).toBe(target);
  });

  test("a text that several places share changes in all of them, where it is not replaced with its mapping", () => {
    const shared = new SharedText("one");
    const target = custom({ a: { app: shared }, b: { app: shared }, c: { app: shared } });
    const spec = specAfter(target, custom({ a: { app: "two" }, b: { app: "x", $patch: "replace" } })) as Mapping;
    expect(spec).toEqual({ a: { app: new SharedText("two") }, b: { app: "x" }, c: { app: new SharedText("two") } });
    expect((spec.a as Mapping).app).toBe((spec.c as Mapping).app);
  });
});
