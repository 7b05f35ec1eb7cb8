import { describe, expect, it } from "vitest";
import type { Replacement } from "../../../src/kustomize/replacements/replacement.ts";
import { replace } from "../../../src/kustomize/replacements/replacements.ts";
import { Resource } from "../../../src/kustomize/resources/resource.ts";
import type { Mapping, Value } from "../../../src/kustomize/yaml/value.ts";
import { Scalar, SharedText, UntypedText } from "../../../src/kustomize/yaml/value.ts";

const config = (data: Mapping, name = "config"): Mapping => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
  data,
});

/** Copies into the fields of one ConfigMap; the result is its data. */
function into(data: Mapping, replacement: Replacement): Value {
  const [resource] = replace([new Resource(config(data))], [replacement]);
  return resource?.object.data as Value;
}

const set = (sourceValue: string, fieldPath: string, create = false): Replacement => ({
  sourceValue,
  targets: [{ select: { kind: "ConfigMap" }, fieldPaths: [`data.${fieldPath}`], options: { create } }],
});

describe("replace", () => {
  it("sets the text of a scalar, which keeps its type", () => {
    expect(into({ a: 3 }, set("5", "a"))).toEqual({ a: 5 });
    expect(into({ a: "3" }, set("5", "a"))).toEqual({ a: "5" });
    expect(into({ a: 3 }, set("x", "a"))).toEqual({ a: new Scalar("int", "x") });
  });

  it("gives what it makes, and what was no scalar, the type that the text has", () => {
    expect(into({}, set("5", "a.b", true))).toEqual({ a: { b: new UntypedText("int", "5") } });
    expect(into({ a: {} }, set("true", "a"))).toEqual({ a: true });
    expect(into({ l: [] }, set("x", "l.[name=web].image", true))).toEqual({ l: [{ name: "web", image: "x" }] });
  });

  it("copies mappings and lists whole, but only over what is no scalar", () => {
    const source = { source: { fieldPath: "data.map" } };
    const target = (path: string) => ({ ...source, targets: [{ select: {}, fieldPaths: [`data.${path}`] }] });
    expect(into({ map: { a: "1" }, list: [] }, target("list"))).toEqual({ map: { a: "1" }, list: { a: "1" } });
    expect(into({ map: { a: "1" }, text: "x" }, target("text"))).toEqual({ map: { a: "1" }, text: "" });
  });

  it("replaces, prepends and appends pieces", () => {
    const piece = (index: number): Replacement => ({
      sourceValue: "X",
      targets: [{ select: {}, fieldPaths: ["data.a"], options: { delimiter: ".", index } }],
    });
    expect([-1, 1, 9].map((index) => into({ a: "a.b" }, piece(index)))).toEqual([
      { a: "X.a.b" },
      { a: "a.X" },
      { a: "a.b.X" },
    ]);
  });

  it("follows indexes, wildcards, items and names with dots", () => {
    const data = {
      list: [
        { name: "a", v: "1" },
        { name: "b", v: "2" },
      ],
      "x.y": "0",
    };
    expect(into(data, set("n", "list.*.v"))).toMatchObject({ list: [{ v: "n" }, { v: "n" }] });
    expect(into(data, set("n", "list.[name=b].v"))).toMatchObject({ list: [{ v: "1" }, { v: "n" }] });
    expect(into(data, set("n", "list.0.v"))).toMatchObject({ list: [{ v: "n" }, { v: "2" }] });
    expect(into(data, set("n", "[x.y]"))).toMatchObject({ "x.y": "n" });
    expect(into(data, set("n", "x\\.y"))).toMatchObject({ "x.y": "n" });
  });

  it("reaches into JSON, which is printed anew", () => {
    expect(into({ json: '{"b": 1, "a": "<"}' }, set("2", "json.b"))).toEqual({ json: '{"a":"\\u003c","b":2}' });
  });

  it("reaches into YAML, which keeps its styles and comments, or is refused", () => {
    const text = "# about a\na: 'x' # here\nl:\n    - b: 1\n\n    - c: [ 2, \"3\" ]\n";
    expect(into({ text }, set("n", "text.l.1.c.0"))).toEqual({
      text: "# about a\na: 'x' # here\nl:\n- b: 1\n- c: [!!int n, \"3\"]",
    });
    expect(into({ text }, set("7", "text.a"))).toEqual({
      text: "# about a\na: '7' # here\nl:\n- b: 1\n- c: [2, \"3\"]",
    });
    expect(() => into({ text: "a: &x 1\n" }, set("2", "text.a"))).toThrow("it has anchors or tags");
  });

  it("reads a source anew after each copy, and finds a resource by the names that it had", () => {
    const source = new Resource(config({ list: ["a", "b"] }));
    const renamed = new Resource(new Resource(config({}, "old")).remembered());
    const result = replace(
      [source, renamed],
      [
        {
          source: { name: "config", fieldPath: "data.list.0" },
          targets: [{ select: { name: "config" }, fieldPaths: ["data.list.*"], options: { delimiter: "-", index: 1 } }],
        },
        { sourceValue: "new", targets: [{ select: { name: "old" } }] },
      ],
    );
    expect(result[0]?.object.data).toEqual({ list: ["a-a", "b-a-a"] });
    expect(result[1]?.id.name).toBe("new");
  });

  it("changes a shared text in all its places", () => {
    const shared = new SharedText("v");
    expect(into({ a: shared, b: { c: shared } }, set("n", "a"))).toEqual({
      a: new SharedText("n", false),
      b: { c: new SharedText("n", false) },
    });
  });

  it("leaves alone what reject names, by identity or by labels", () => {
    const resources = ["a", "b", "c"].map((name) => new Resource(config({ v: "1" }, name)));
    const targets = [{ select: { kind: "Config.*" }, reject: [{ name: "[ab]" }], fieldPaths: ["data.v"] }];
    const result = replace(resources, [{ sourceValue: "2", targets }]);
    expect(result.map(({ object }) => object.data)).toEqual([{ v: "1" }, { v: "1" }, { v: "2" }]);
    expect(result[0]).toBe(resources[0]);
  });

  it.each<[string, Replacement]>([
    ["has one of source and sourceValue", { sourceValue: "a" }],
    ["fits no resource", { source: { kind: "Nope" }, targets: [] }],
    ["fits 2 resources", { source: {}, targets: [] }],
    ["has no field data.x", { source: { name: "config", fieldPath: "data.x" }, targets: [] }],
    ["a target has no field data.x", set("a", "x")],
    ["a target has no select", { sourceValue: "a", targets: [{}] }],
  ])("refuses: %s", (message, replacement) => {
    const entry = { line: 7 };
    const run = () =>
      replace([new Resource(config({})), new Resource(config({}, "other"))], [{ ...replacement, entry }]);
    expect(run).toThrow(message);
    expect(run).toThrow(expect.objectContaining({ entry }));
  });
});
