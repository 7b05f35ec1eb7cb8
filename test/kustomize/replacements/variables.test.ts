import { describe, expect, it } from "vitest";
import type { Variable } from "../../../src/kustomize/replacements/variables.ts";
import { collectVars, mergeVars, resolveVars, unusedWarning } from "../../../src/kustomize/replacements/variables.ts";
import { Resource } from "../../../src/kustomize/resources/resource.ts";
import type { Mapping, Value } from "../../../src/kustomize/yaml/value.ts";
import { Scalar } from "../../../src/kustomize/yaml/value.ts";

const resource = (name: string, spec: Mapping, namespace?: string) =>
  new Resource({ apiVersion: "v1", kind: "Service", metadata: namespace ? { name, namespace } : { name }, spec });

const variable = (name: string, fieldPath?: string, namespace?: string): Variable => ({
  name,
  object: { apiVersion: "v1", kind: "Service", name: "source", namespace: namespace ?? "" },
  fieldPath: fieldPath ?? "",
});

function expanded(source: Mapping, vars: readonly Variable[], field: Value, path = "spec/field"): Value {
  const { resources, variables } = collectVars([resource("source", source), resource("user", { field })], vars);
  const result = resolveVars(resources, variables, [{ path, create: false }]);
  return ((result.resources[1] as Resource).object.spec as Mapping).field as Value;
}

describe("resolveVars", () => {
  it("keeps the type where the whole text is one variable", () => {
    const vars = [variable("A", "spec.n"), variable("B", "spec.b"), variable("C")];
    expect(expanded({ n: 80, b: new Scalar("bool", "True") }, vars, ["$(A)", "$(B)", "$(C)", "x$(A)"])).toEqual([
      80,
      true,
      "source",
      "x80",
    ]);
  });

  it("leaves alone what it does not know, and takes off one of two dollar signs", () => {
    expect(expanded({}, [variable("A")], ["$(X)", "$$(A)", "$$$(A)", "$(A", "$x"])).toEqual([
      "$(X)",
      "$(A)",
      "$source",
      "$(A",
      "$x",
    ]);
  });

  it("reads and prints numbers as Go does", () => {
    const spec = { octal: new Scalar("int", "0644"), large: new Scalar("float", "1e25"), small: 1e-7 };
    const vars = [variable("O", "spec.octal"), variable("L", "spec.large"), variable("S", "spec.small")];
    expect(expanded(spec, vars, ["$(O)", "$(L)", "_$(L)_$(S)"])).toEqual([
      644,
      new Scalar("float", `1${"0".repeat(25)}`),
      "_1e+25_1e-07",
    ]);
    expect(() => expanded({ hex: new Scalar("int", "0x10") }, [variable("H", "spec.hex")], "")).toThrow("not decimal");
  });

  it("changes the texts of mappings and lists one level deep, and refuses numbers in lists", () => {
    expect(expanded({}, [variable("A")], { a: "$(A)", n: 1, deep: { a: "$(A)" } })).toEqual({
      a: "source",
      n: 1,
      deep: { a: "$(A)" },
    });
    expect(() => expanded({}, [variable("A")], [1])).toThrow("an item that is no string");
  });

  it("tells which variables stand nowhere", () => {
    const { resources, variables } = collectVars(
      [resource("source", { map: {} })],
      [variable("B", "spec.map"), variable("A")],
    );
    const { unused, resources: same } = resolveVars(resources, variables, [{ path: "spec/field", create: false }]);
    expect(unusedWarning(unused)).toBe("well-defined vars that were never replaced: A,B");
    expect(same[0]).toBe(resources[0]);
    expect(unusedWarning([])).toBeUndefined();
  });

  it("refuses a variable without a resource or a field", () => {
    expect(() => resolveVars([], [variable("A")], [])).toThrow("the var A points at no resource");
    expect(() => expanded({}, [variable("A", "spec.no")], "")).toThrow("the field spec.no, which is missing");
  });
});

describe("collectVars", () => {
  it("refuses several resources, unless the namespace tells them apart", () => {
    const resources = [resource("source", {}), resource("source", {}, "other")];
    expect(() => collectVars(resources, [variable("A")])).toThrow("the var A points at 2 resources");
    const { resources: marked } = collectVars(resources, [variable("A", undefined, "other")]);
    expect(marked.map(({ vars }) => vars)).toEqual([[], ["A"]]);
    expect(marked[0]).toBe(resources[0]);
  });

  it("refuses a name twice", () => {
    expect(() => mergeVars([variable("A")], [variable("A")])).toThrow("the var A is defined twice");
  });
});
