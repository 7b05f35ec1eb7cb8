/** What comes through standard input, and input that is hostile wherever it stands. */
import { describe, expect, it } from "vitest";
import { findEnvironments, readStream } from "../../src/environments/environments.ts";
import { configMap, find, lines, only, told } from "./tree.ts";

describe("a stream", () => {
  it("is one environment, whose places know line and document", () => {
    const text = `---\n# Source: a\n${configMap("a")}---\n---\n${configMap("b")}data: {k: v}\n`;
    const environment = only(readStream(text));
    expect(told([environment])).toEqual({ "standard input": ["none: ConfigMap a, ConfigMap b"] });
    const at = environment.resources[1]?.placeOf(["data", "k"]);
    expect(at).toEqual({ file: "standard input", line: 13, column: 11, document: 2 });
    expect(told([only(readStream(text, "x.yaml"))])).toEqual({ "x.yaml": ["none: ConfigMap a, ConfigMap b"] });
  });
  it("without an object is wrong", () => {
    expect(lines(readStream("").problems)).toEqual([
      "no-object standard input standard input holds no Kubernetes object",
    ]);
    expect(lines(readStream("Error: no such chart\n").problems)).toEqual([
      "not-an-object standard input:1:1 this document has no apiVersion",
    ]);
  });
  it("that is a template is not told as a slip in its YAML", () => {
    const template = "{{- if .Values.a }}\napiVersion: v1\n{{- end }}\n";
    for (const text of [template, "apiVersion: v1\nkind: {{ .Values.kind }}s\n"]) {
      const { problems } = readStream(text);
      expect(lines(problems)[0]).toMatch(/yaml-syntax .* this is a template, and no YAML before it is rendered$/);
      expect(problems[0]?.fix).toContain("helm template");
    }
    const alert = 'a:\n  summary: "{{ $labels.pod }}"\nb: [\n';
    expect(lines(readStream(alert).problems)[0]).toMatch(/not valid YAML/);
  });
  it("may be JSON, one after the other", () => {
    const one = (name: string): string =>
      JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } }, null, 2);
    const { resources } = only(readStream(`${one("a")}\n${one("b{")}${one("c")}\n`));
    expect(resources.map(({ id }) => id.name)).toEqual(["a", "b{", "c"]);
    expect(resources[1]?.placeOf(["metadata", "name"])).toMatchObject({ line: 12, document: 2 });
  });
});

describe("hostile input", () => {
  const within = (milliseconds: number, step: () => void): void => {
    const start = process.hrtime.bigint();
    step();
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(milliseconds);
  };
  const refused = (text: string): string[] => lines(readStream(text).problems);

  it("that grows by aliases is refused", () => {
    const levels = Array.from({ length: 30 }, (_, i) => `  x${i + 1}: &x${i + 1} [*x${i}, *x${i}, *x${i}]`);
    within(5000, () => {
      expect(refused(`${configMap("a")}data:\n  x0: &x0 [a, b]\n${levels.join("\n")}\n`)).toEqual([
        expect.stringMatching(/^yaml-syntax standard input:\d+:\d+ .*aliases make this document too large/),
      ]);
    });
  });
  it("that is nested deeply is refused", () => {
    within(10_000, () => {
      expect(refused(`a: ${"[".repeat(100_000)}`)).toEqual([expect.stringMatching(/nested deeper than 500 levels/)]);
      expect(refused("- ".repeat(20_000))).toEqual([expect.stringMatching(/nested deeper than 500 levels/)]);
    });
  });
  it("that is no text is refused", () => {
    expect(refused("a: b\0")).toEqual([expect.stringMatching(/control characters are not allowed/)]);
    expect(refused("PK\u0003\u0004\u0000")).toEqual([expect.stringMatching(/control characters are not allowed/)]);
  });
  it("that is too large is refused before it is read", () => {
    within(2000, () => {
      expect(refused("#".repeat(65 * 1024 * 1024))).toEqual([expect.stringMatching(/more than 64 MiB/)]);
      expect(refused(`a: ${"x".repeat(17 * 1024 * 1024)}`)).toEqual([expect.stringMatching(/more than 2 MiB/)]);
    });
    const keys = (count: number): string => Array.from({ length: count }, (_, i) => `  key-${i}: "a text"\n`).join("");
    within(2000, () => {
      const object = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${keys(200_000)}`;
      expect(refused(object)).toEqual([expect.stringMatching(/more than 2 MiB/)]);
    });
    const size = (path: string): number | undefined => (path === "big.yaml" ? 2 ** 40 : undefined);
    const tree = {
      list: () => ["big.yaml"],
      size,
      read: () => {
        throw new Error("read");
      },
      bytes: () => undefined,
      isDirectory: (path: string) => path === "",
      real: (path: string) => path,
    };
    expect(lines(findEnvironments(tree, [""]).problems)).toEqual([expect.stringMatching(/^file-too-large big\.yaml/)]);
  });
  it("has keys and names that mean something to JavaScript", () => {
    const text = `${configMap("constructor")}__proto__: {a: b}\ndata: {toString: x, __proto__: y}\n`;
    const { resources } = only(readStream(text));
    expect(resources[0]?.placeOf(["data", "__proto__"])).toMatchObject({ line: 6 });
    expect(resources[0]?.placeOf(["data", "valueOf", "x"])).toMatchObject({ line: 6 });
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
  it("shows no value in a message", () => {
    const texts = [
      "a: 'geheim",
      "geheim",
      "- geheim",
      "a: !!int geheim",
      "apiVersion: geheim\nb: [",
      "geheim: {{ geheim }}",
    ];
    for (const text of texts) expect(refused(text).join()).not.toMatch(/geheim.*geheim|(?<!the key )geheim/);
  });
  it("names patterns and paths that take no time", () => {
    const exclude = `${"*a".repeat(30)}{${"b,".repeat(500)}b}{${"b,".repeat(500)}b}`;
    const app = (path: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: a}
spec: {source: {repoURL: x, path: "${path}", directory: {exclude: "${exclude}"}}}
`;
    const files = {
      "app.yaml": app("m"),
      [`m/${"a".repeat(200)}.yaml`]: configMap("a"),
      "x.yaml": app("../../m"),
      "y.yaml": app("a/".repeat(50_000)),
    };
    within(3000, () => find(files, ["app.yaml", "x.yaml", "y.yaml"]));
  });
});
