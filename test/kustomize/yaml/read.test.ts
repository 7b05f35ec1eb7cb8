import { describe, expect, test } from "vitest";
import { goJson } from "../../../src/kustomize/yaml/json.ts";
import { readDocuments } from "../../../src/kustomize/yaml/read.ts";
import { NOTHING, NOTHING_IN_BRACES, nullOf, Scalar } from "../../../src/kustomize/yaml/value.ts";
import { InputError } from "../../../src/model/errors.ts";

const objects = (text: string) => readDocuments(text, "f.yaml", "object").map((document) => document.value);
const setting = (text: string) => readDocuments(text, "f.yaml", "setting").map((document) => document.value);

function refusal(text: string, mode: "object" | "setting" = "object") {
  try {
    readDocuments(text, "f.yaml", mode);
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, at: error.findings[0]?.at };
    throw error;
  }
  return undefined;
}

describe("documents", () => {
  test("are divided at their lines, in block scalars too", () => {
    expect(objects("a: 1\n--- # x\n\n---\nb: |\n  c\n---\nd: 2\n---")).toEqual([
      { a: 1 },
      null,
      { b: "c\n" },
      { d: 2 },
    ]);
  });

  test("must have nothing behind their separator", () => {
    expect(refusal("a: 1\n--- b: 2\n")).toEqual({
      message: "f.yaml is not valid YAML: invalid document separator: only a comment may stand behind ---",
      at: { file: "f.yaml", line: 2, column: 1 },
    });
  });

  test("of a sole list are its items", () => {
    const [first, second, ...rest] = readDocuments("kind: List\nitems:\n- a: 1\n- b: 2\n", "f.yaml", "object");
    expect([first?.value, second?.value, rest]).toEqual([{ a: 1 }, { b: 2 }, []]);
    expect(second?.placeOf(["b"])).toEqual({ line: 4, column: 6 });
    expect(objects("kind: List\nitems: []\n---\n")).toEqual([{ kind: "List", items: [] }, null]);
  });

  test("of a setting are its first one", () => {
    expect(setting("a: y\n---\nb: 2\n")).toEqual([{ a: true }]);
    expect(setting("# nothing\n")).toEqual([null]);
  });

  test("end where their value ends, what follows is lost", () => {
    expect([objects('{"a": 1}\n{"b": 2}\n'), setting("  a: 1\nb: 2\n")]).toEqual([[{ a: 1 }], [{ a: 1 }]]);
  });

  test("tell places", () => {
    const [, second] = readDocuments("a: 1\n---\nb:\n  c: [1, 2]\n", "f.yaml", "object");
    expect([second?.placeOf(["b", "c", 1]), second?.placeOf(["b", "x"]), second?.placeOf([])]).toEqual([
      { line: 4, column: 10 },
      { line: 4, column: 3 },
      { line: 3, column: 1 },
    ]);
  });
});

describe("mappings", () => {
  test("merge: in objects own keys win, in settings what comes last", () => {
    const text = "x: &x {a: 1, b: 1}\nw: &y {b: 2, c: 2}\nz: {b: 3, <<: [*x, *y]}\n";
    expect(objects(text)).toEqual([{ x: { a: 1, b: 1 }, w: { b: 2, c: 2 }, z: { b: 3, a: 1, c: 2 } }]);
    expect(setting(text)).toEqual([{ x: { a: 1, b: 1 }, w: { b: 2, c: 2 }, z: { b: 1, a: 1, c: 2 } }]);
  });

  test("share the value of an alias", () => {
    const [value] = objects("a: &x {b: 1}\nc: *x\n") as [{ a: object; c: object }];
    expect(value.c).toBe(value.a);
  });

  test("keep every key a plain one", () => {
    expect(Object.keys(objects('__proto__: 1\n"constructor": 2\n')[0] as object)).toEqual(["__proto__", "constructor"]);
  });

  test("lose a quoted merge key in objects", () => {
    expect(objects('a:\n  "<<": 1\n  b: 2\n')).toEqual([{ a: { b: 2 } }]);
  });

  test("take numbers as keys outside in objects, everywhere in settings", () => {
    expect(objects("0x1F: a\n")).toEqual([{ "0x1F": "a" }]);
    expect(setting("a: {0x1F: b, 1.50: c, y: d, 1e6: e}\n")).toEqual([
      { a: { "31": "b", "1.5": "c", true: "d", "1e+06": "e" } },
    ]);
  });

  test.each([
    ["a: 1\nb: 2\na: 3\n", 'mapping key "a" already defined', 3, 1],
    ["a:\n  1: b\n", "a key is not a text; put it in quotes", 2, 3],
    ["a: {[b]: c}\n", "a key is not a text", 1, 5],
    ["a: &x {b: *x}\n", "the value of an anchor contains itself", 1, 11],
    ["a: *x\n", "an alias to an anchor that is not there; a text that begins with * must be quoted", 1, 4],
    ["a: [b, x/y?ref=v1]\n", "a text with a question mark must be quoted inside brackets or braces", 1, 8],
    ["a: {<<: 5}\n", "map merge requires map or sequence of maps as the value", 1, 5],
  ])("refuse %j", (text, problem, line, column) => {
    expect(refusal(text)).toEqual({
      message: `f.yaml is not valid YAML: ${problem}`,
      at: { file: "f.yaml", line, column },
    });
  });

  test("of settings may repeat keys", () => {
    expect(setting("a: 1\na: 2\n")).toEqual([{ a: 2 }]);
  });
});

describe("scalars", () => {
  test("are read by style and tag", () => {
    expect(objects(`a: 0644\nb: "0644"\nc: !!str 1\nd: ! 5\ne: 2001-01-01\nf: 'it''s'\ng: "\\x41\\'"\n`)).toEqual([
      {
        a: new Scalar("int", "0644"),
        b: "0644",
        c: "1",
        d: 5,
        e: new Scalar("timestamp", "2001-01-01"),
        f: "it's",
        g: "A'",
      },
    ]);
  });

  test("that are missing in flow collections are nulls that become empty texts", () => {
    const [value] = objects("a: {b: , c: ~, d}\ne:\n");
    const missing = NOTHING_IN_BRACES;
    expect(value).toEqual({ a: { b: missing, c: nullOf("~"), d: missing }, e: NOTHING });
    expect(goJson(value ?? null)).toBe('{"a":{"b":"","c":null,"d":""},"e":null}');
  });

  test("in blocks end where the file ends", () => {
    expect([objects("a: |\n  x"), objects("a: |\n  x\n\n"), objects("a: |+\n  x\n\n")]).toEqual([
      [{ a: "x" }],
      [{ a: "x\n" }],
      [{ a: "x\n\n" }],
    ]);
  });

  test("in folded blocks get a line break more, as kustomize writes them", () => {
    const text = "a: >\n  x\n  y\n    z\n  w\nb: >+\n  x\n\n";
    expect(objects(text)).toEqual([{ a: "x y\n\n  z\nw\n", b: "x\n\n\n" }]);
    expect(setting(text)).toEqual([{ a: "x y\n  z\nw\n", b: "x\n\n" }]);
  });

  test("of several lines need no indentation where they are quoted, nor do flow collections", () => {
    const text = "a:\n  b: \"x\ny\"\n  c: [ {\n  d: 'it''s\n\n]'}\n]\n  e: 1\n";
    expect(objects(text)).toEqual([{ a: { b: "x y", c: [{ d: "it's\n]" }], e: 1 } }]);
  });

  test("in blocks keep a last line of spaces", () => {
    expect(objects("a: |\n  x\n    \nb: 1\n")).toEqual([{ a: "x\n  \n", b: 1 }]);
  });

  test.each([
    "a: |\n  \tx\n",
    'a: "\\/"\n',
    'a: "\\ud83d\\ude00"\n',
    "a: \u0007\n",
    "%YAML 1.2\n---\na: 1\n",
    "a: &x.y 1\n",
  ])("%j is refused", (text) => {
    expect([refusal(text), refusal(text, "setting")]).not.toContain(undefined);
  });
});
