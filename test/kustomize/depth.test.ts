/** What is nested too deeply is refused with its place, and never fills the stack. */
import { describe, expect, it } from "vitest";
import { build, treeSource, writeBuild } from "../../src/kustomize/build.ts";
import { InputError } from "../../src/model/errors.ts";

const OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";
const nested = (levels: number): string => `${'{"a": '.repeat(levels)}1${"}".repeat(levels)}`;

function built(files: Readonly<Record<string, string>>): string {
  const tree = new Map(Object.entries(files).map(([path, text]) => [path, { text }]));
  return writeBuild(build(treeSource(tree), ""));
}

function problemOf(files: Readonly<Record<string, string>>): string {
  try {
    built(files);
  } catch (cause) {
    if (cause instanceof InputError)
      return `${cause.findings[0]?.rule} ${cause.findings[0]?.at.line}: ${cause.message}`;
    throw cause;
  }
  return "none";
}

const withObject = (text: string): Record<string, string> => ({
  "kustomization.yaml": "resources: [a.yaml]\n",
  "a.yaml": OBJECT + text,
});

const withPatch = (operations: string): Record<string, string> => ({
  "kustomization.yaml": "resources: [a.yaml]\npatches:\n- path: p.json\n  target: {kind: ConfigMap}\n",
  "a.yaml": OBJECT,
  "p.json": operations,
});

const add = (levels: number): string => `{"op": "add", "path": "/spec", "value": ${nested(levels)}}`;

describe("values", () => {
  it("may be nested 500 levels", () => {
    expect(built(withObject(`spec: ${nested(499)}\n`)).match(/ a:/g)).toHaveLength(499);
    expect(built(withPatch(`[${add(498)}]`)).match(/ a:/g)).toHaveLength(498);
  });

  it.each([501, 3000])("are refused at %i levels", (levels) => {
    expect(problemOf(withObject(`spec: ${nested(levels)}\n`))).toBe(
      "kustomization-depth 5: a.yaml: values are nested deeper than 500 levels",
    );
    expect(problemOf(withPatch(`[${add(levels)}]`))).toBe(
      "kustomization-patch 3: kustomization.yaml: patches[0].path: values are nested deeper than 500 levels",
    );
  });

  it("count what aliases stand for", () => {
    const lines = Array.from({ length: 600 }, (_, at) => `  a${at + 1}: &a${at + 1} {x: *a${at}}\n`);
    expect(problemOf(withObject(`spec:\n  a0: &a0 {x: 1}\n${lines.join("")}`))).toMatch(/^kustomization-depth 50\d: /);
  });

  it("that a patch puts into each other are refused where they fill the stack", () => {
    const copies = Array.from(
      { length: 30 },
      (_, at) => `{"op": "copy", "from": "/spec", "path": "/spec${"/a".repeat(490 * (at + 1))}"}`,
    );
    expect(problemOf(withPatch(`[${add(490)}, ${copies.join(", ")}]`))).toBe(
      "kustomization-depth undefined: kustomization.yaml: what it builds is nested too deeply",
    );
  });
});

describe("a chain of bases", () => {
  const chain = (length: number): Record<string, string> =>
    Object.fromEntries([
      ["kustomization.yaml", "resources: [l1]\n"],
      ...Array.from({ length }, (_, at) => [
        `l${at + 1}/kustomization.yaml`,
        at + 1 < length ? `resources: [../l${at + 2}]\n` : "resources: [a.yaml]\n",
      ]),
      [`l${length}/a.yaml`, OBJECT],
    ]);

  it("may be 300 long", () => {
    expect(built(chain(300))).toBe(OBJECT);
    expect(problemOf(chain(301))).toBe(
      "kustomization-depth 1: l300/kustomization.yaml: resources[0]: ../l301 is a base of a base and so on, more than 300 times",
    );
  });
});
