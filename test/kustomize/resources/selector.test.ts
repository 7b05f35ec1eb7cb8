import { describe, expect, it } from "vitest";
import { Expression } from "../../../src/kustomize/expression/expression.ts";
import { Resource } from "../../../src/kustomize/resources/resource.ts";
import type { Selector } from "../../../src/kustomize/resources/selector.ts";
import { select } from "../../../src/kustomize/resources/selector.ts";
import type { Mapping } from "../../../src/kustomize/yaml/value.ts";

const service = (name: string, labels: Mapping = {}): Mapping => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, labels },
});
const renamed = new Resource(service("old")).remembered();
const resources = [
  new Resource(service("web", { app: "web", tier: "3" })),
  new Resource({ ...renamed, metadata: { ...(renamed.metadata as Mapping), name: "new" } }),
  new Resource({ apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "web" } }),
];

const names = (selector: Selector) => select(resources, selector).map(({ id }) => `${id.kind} ${id.name}`);

describe("select", () => {
  it("matches whole names, those that a resource had first included", () => {
    expect(names({ name: "we" })).toEqual([]);
    expect(names({ name: "we.|old" })).toEqual(["Service web", "Service new", "ClusterRole web"]);
    expect(names({ name: "n.w" })).toEqual(["Service new"]);
  });

  it("takes `default` for a namespace that is not written, but not where there is none", () => {
    expect(names({ namespace: "default" })).toEqual(["Service web", "Service new"]);
  });

  it("reads label selectors as Kubernetes does", () => {
    expect(names({ kind: "Service", labelSelector: "app in (web,),tier>2" })).toEqual(["Service web"]);
    expect(names({ kind: "Service", labelSelector: "app notin (web)" })).toEqual(["Service new"]);
    expect(() => names({ labelSelector: "app=!web" })).toThrow("! stands where a value should");
    expect(names({ name: "nothing", labelSelector: "==" })).toEqual([]);
  });

  it("refuses what is no expression in Go", () => {
    expect(() => names({ name: "(?=web)" })).toThrow("a group starts with (? and an unknown sign");
    expect(() => names({ name: "w**" })).toThrow("repetitions cannot be stacked");
    expect(() => names({ name: "(w{30}){40}" })).toThrow("it repeats too often");
  });
});

describe("Expression", () => {
  it.each([
    ["^(?i:W)eb\\z", "web", true],
    ["\\Qa.b\\E", "a.b", true],
    ["\\Qa.b\\E", "axb", false],
    ["^[[:alpha:]]{2,3}$", "web", true],
    ["^\\p{Greek}+$", "αβγ", true],
    ["(?i)^[^W]", "w", false],
    ["\\bb", "a b", true],
    ["^a$", "a\n", false],
    ["^.$", "\n", false],
    ["w{,2}", "w{,2}", true],
  ])("%s matches %s: %s", (expression, text, matches) => {
    expect(new Expression(expression).test(text)).toBe(matches);
  });

  it("does not hang where a backtracking matcher would", () => {
    expect(new Expression("^(a+)+$").test(`${"a".repeat(5000)}!`)).toBe(false);
  });
});
