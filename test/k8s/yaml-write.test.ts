/** What the writer writes is read back as the same data by readers of YAML 1.2 and of YAML 1.1. */
import { describe, expect, it } from "vitest";
import { parseAllDocuments, parseDocument } from "yaml";
import { writeString, writeYaml, yamlFile } from "../../src/k8s/yaml-write.ts";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { type Random, random, seedOf } from "../support/random.ts";

/** Kubernetes' tools disagree on the version: Helm's reader keeps 1.1's words and numbers, kustomize's is nearer to 1.2. */
const READERS = {
  "1.2 core": { version: "1.2", schema: "core" },
  "1.2 json words": { version: "1.2", schema: "core", merge: true },
  "1.1": { version: "1.1", schema: "yaml-1.1" },
  "1.1 by number": { version: "1.1" },
} as const;

function readers(text: string): [string, unknown][] {
  return Object.entries(READERS).map(([name, options]) => {
    const document = parseDocument(text, { ...options, prettyErrors: false, stringKeys: true });
    const [problem] = [...document.errors, ...document.warnings];
    return [name, problem === undefined ? document.toJS() : `${problem.code}: ${problem.message}`];
  });
}

/** The text of a value, after every reader has given the same value back. */
function survives(value: JsonObject | readonly JsonObject[], hint = ""): string {
  const text = writeYaml(value);
  for (const [reader, got] of readers(text)) {
    expect(got, `${hint} read as YAML ${reader} from\n${text}`).toStrictEqual(value);
  }
  return text;
}

const WORDS = [
  ["null", "Null", "NULL", "nUll", "~", "true", "True", "TRUE", "tRue", "false", "False", "FALSE"],
  ["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N"],
  ["<<", "=", ".inf", "-.inf", "+.inf", ".Inf", ".INF", "-.INF", ".nan", ".NaN", ".NAN", "inf", "nan", "-inf", "NaN"],
].flat();

const NUMBERS = [
  ["0", "1", "-1", "+1", "00", "01", "010", "0o10", "0O10", "+0o10", "-0o10", "08", "09", "-010", "+010"],
  ["0x1f", "0X1F", "-0x1f", "+0xA", "0xdead_beef", "0b101", "-0b101", "+0b1_0", "0b2", "0b"],
  ["1_000", "_1", "1_", "_", "1__0", "-_1", "+_", "1_0.5_0", "0x_1", "0b_1", "0o_7", "0_7"],
  ["1.0", ".5", "-.5", "+.5", "5.", "-5.", ".", "..", "1.2.3", "1e3", "1E3", "1e+3", "1e-3", "1.5e3", ".5e3", "-1e3"],
  [
    "+1.e3",
    "1.e+3",
    "e3",
    "1e",
    "1e1000",
    "685_230.15",
    "._5",
    "-._5",
    "._",
    "-.",
    "+.",
    "+",
    "-",
    "1,000",
    ",",
    "1.",
    "12e03",
    "-2E+05",
  ],
  [
    "190:20:30",
    "-190:20:30",
    "+1:30",
    "190:20:30.15",
    "1:30",
    "12:30:45",
    "1:2",
    "0:0",
    "1:60",
    "01:02",
    "1:",
    ":1",
    "-1:5",
    "20:3_0.5",
    "1_0:30",
    "100:00:00",
  ],
  [
    "2001-12-14",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43.10 -5",
    "2001-12-15 2:59:43.10",
    "2001-1-1",
    "2001-01-01T00:00:00Z",
    "2001-12-14T21:59:43",
    "2001-12",
    "99-12-14",
    "2001-12-14 ",
    "2001-12-14\t1:2:3",
  ],
  ["123456789012345678901234567890", "-0", "+0", "0.0", "-0.0", "1e400", "0x", "0o", "0o8", "1:2:3:4"],
].flat();

const SYNTAX = [
  ["", " ", "  ", "\t", "a ", " a", "\ta", "a\t", "a\tb", "a  b", "\u00a0", "\u00a0a", "a\u00a0", "\u3000a", "\u2003"],
  [
    "a: b",
    "a:",
    ":a",
    ":",
    ": ",
    " :",
    "a :b",
    "a:b",
    "a::b",
    "::",
    "a: ",
    "a:\tb",
    "http://a:80/b",
    "a :",
    "key: 'x'",
  ],
  ["a #b", "a# b", "#a", "#", "a#", "a #", " #", "a\t#b", "a\u00a0#b", "##"],
  [
    "---",
    "--- a",
    "---a",
    "----",
    "-- ",
    "--",
    "...",
    "... a",
    "...a",
    "....",
    "-",
    "- a",
    "-a",
    "- ",
    "-\ta",
    "--a",
    "--a: b",
    "--a #b",
    "-1a",
    "---\n",
    "...\n",
  ],
  [
    "?",
    "? a",
    "?a",
    "??",
    "!",
    "!a",
    "!!str a",
    "!!int 1",
    "&",
    "&a",
    "&a b",
    "*",
    "*a",
    "* a",
    "**",
    "@",
    "@a",
    "`",
    "`a`",
    "|",
    "|a",
    "| ",
    "|-",
    ">",
    ">a",
    ">-",
    "%",
    "%a",
    "%YAML 1.1",
    "%TAG ! x",
  ],
  [
    "[",
    "]",
    "[]",
    "[a]",
    "[a",
    "a]",
    "{",
    "}",
    "{}",
    "{a: b}",
    "{{ a }}",
    "a{",
    "{{",
    "}}",
    ",",
    ",a",
    "a,",
    "a, b",
    "a,b",
    "a[0]",
  ],
  [
    "'",
    "''",
    "'a'",
    "a'b",
    "it's",
    '"',
    '""',
    '"a"',
    'a"b',
    "\\",
    "\\\\",
    "a\\b",
    "\\n",
    "'\"",
    "\"'",
    "a: 'b\" c",
    "'\t",
    '"\\\n',
    "C:\\a",
    "\\u0041",
  ],
  [
    "$(A)",
    "${A}",
    "$a",
    "<a>",
    "<",
    "<<a",
    "<< ",
    "=a",
    "==",
    "a=b",
    "~a",
    "a~",
    "~/x",
    "^",
    "(a)",
    ")",
    ";",
    "/",
    "a|b",
    "a>b",
    "a&b",
    "a*b",
    "a!b",
    "a%b",
    "a@b",
    "a`b",
  ],
].flat();

const LINES = [
  [
    "\n",
    "\n\n",
    "\n\n\n",
    "a\n",
    "a\n\n",
    "a\n\n\n",
    "\na",
    "\n\na",
    "\n\na\n",
    "a\nb",
    "a\nb\n",
    "a\nb\n\n",
    "a\n\nb",
    "a\n\n\nb\n",
  ],
  [
    " a\nb",
    "  a\n b\n",
    "a\n b",
    "a\n  b\n c\n",
    "a\n b\n\n",
    "\n a",
    "\n a\nb",
    "\n  a\n b",
    "a \nb",
    "a\nb ",
    "a\nb \n",
    "a\n \nb",
    "a\n  \n",
    "a\n ",
    "a\n \n",
    "a\n\n ",
    " \n",
    " \na",
    "\n ",
    "\n \n",
    "  \n  ",
  ],
  ["a\tb\nc", "\ta\nb", "a\n\tb", "a\n\t\n", "\t\n", "\n\t", "a\t\nb\t\n", "a\n\t"],
  [
    "#a\nb",
    "a\n#b",
    "a\n #b\n",
    "# a\n",
    "a\n---\nb",
    "---\na",
    "a\n---",
    "a\n...\n",
    "...\na",
    "%a\nb",
    "a\n%b",
    "- a\n- b\n",
    "a: b\nc: d\n",
    "? a\n: b",
    "|\na",
    ">\n",
    "'a\nb'",
    '"a\nb',
    "a\nb: |\n  c\n",
    "[a,\nb]",
    "{\n}\n",
    "!a\nb",
    "&a\nb",
    "*a\nb",
  ],
  ["a\r", "\r", "\ra", "a\rb", "a\r\n", "a\r\nb", "\r\n", "a\n\rb", "a\n\r", "a\r\n\r\nb"],
  [
    "a\nb\u0000",
    "a\n\u0007",
    "a\n\ufeff",
    "\ufeffa\nb",
    "a\n\u0085b",
    "a\n\u2028b",
    "a\n\ud83d\ude00\n",
    "\u00a0\na",
    "\u00a0a\nb",
    "\u2003a\nb\n",
    "\u3000\n",
  ],
].flat();

const CHARACTERS = [
  [
    "\u0000",
    "\u0001",
    "\u0007",
    "\b",
    "\u000b",
    "\f",
    "\u000e",
    "\u001b[31m",
    "\u001f",
    "\u007f",
    "\u0080",
    "\u0084",
    "\u0085",
    "\u0086",
    "\u009f",
  ],
  [
    "\u00a0",
    "\u00ad",
    "\u0600",
    "\u070f",
    "\u180e",
    "\u200b",
    "\u200e",
    "\u200f",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2060",
    "\u2066",
    "\ud7ff",
    "\ue000",
    "\ufeff",
    "\ufefe",
    "\ufffd",
    "\ufffe",
    "\uffff",
  ],
  [
    "a\u0085b",
    "a\u2028b",
    "a\u2029b",
    "\ufeffa",
    "a\ufeff",
    "a\u0000b",
    "a\u007fb",
    "a\u0085",
    "\u0085a",
    "\u2028 ",
    "a \u2028",
  ],
  [
    "é",
    "ß",
    "日本語",
    "Ω",
    "😀",
    "👩‍👩‍👧",
    "🇩🇪",
    "a😀b: c",
    "\u{10ffff}",
    "\u{1f600}\n",
    "\u{e0001}",
    "مرحبا",
    "ﷺ",
    "ﬀ",
    "e\u0301",
  ],
].flat();

const LONG = [
  "a".repeat(300),
  "a ".repeat(300).trim(),
  `${"a b: ".repeat(50)}c`,
  "x".repeat(1100),
  `${"long words ".repeat(200)}\n`,
  "a".repeat(1025),
];

const STRINGS = [
  ...WORDS,
  ...NUMBERS,
  ...SYNTAX,
  ...LINES,
  ...CHARACTERS,
  ...LONG.filter((text) => text.length < 1000),
];

describe("text", () => {
  it.each(STRINGS.map((text) => [JSON.stringify(text).slice(0, 60), text]))("%s comes back", (_name, text) => {
    survives({ value: text }, "as a value");
    survives({ [text]: "x" }, "as a key");
    survives({ [text]: text }, "as both");
    survives({ [text]: { [text]: text } }, "deep");
    survives({ list: [text, text] }, "in a list");
    survives({ list: [[text], [[text, text]]] }, "in a list of lists");
    survives({ list: [{ [text]: text, after: 1 }] }, "as a key in a list");
    survives({ a: { b: text }, c: text }, "before another key");
    survives([{ value: text }, { [text]: text }], "in a list of maps");
  });
  it("ends a document or begins a comment nowhere", () => {
    for (const text of STRINGS) {
      const [first, second, ...more] = parseAllDocuments(yamlFile([{ [text]: text }, { after: text }]).text, {
        stringKeys: true,
      });
      expect([first?.toJS(), second?.toJS(), more.length], JSON.stringify(text)).toStrictEqual([
        { [text]: text },
        { after: text },
        0,
      ]);
    }
  });
  it("is written without a character that YAML, or a terminal, takes amiss", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    const amiss = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u;
    for (const text of STRINGS) expect(writeYaml({ [text]: text }), JSON.stringify(text)).not.toMatch(amiss);
  });
  it("keeps half of a surrogate pair as JSON has it", () => {
    // No YAML reader must take it; what counts is that the bytes are the same on every machine, and plain ASCII.
    expect(writeString("a\ud83d")).toBe('"a\\ud83d"');
    expect(writeYaml({ a: "\ud83d\n" })).toBe('a: "\\ud83d\\n"\n');
  });
  it.each([
    ["plain words", "plain words"],
    ["a-b.c/d_e", "a-b.c/d_e"],
    ["v2.1.7", "v2.1.7"],
    ["ghcr.io/certctl-io/certctl-server:v2.1.7", "ghcr.io/certctl-io/certctl-server:v2.1.7"],
    ["https://a.b:8443/c", "https://a.b:8443/c"],
    ["--migrate-only", "--migrate-only"],
    ["10Gi", "10Gi"],
    ["100m", "100m"],
    ["3", '"3"'],
    ["yes", '"yes"'],
    ["", '""'],
    ['say "hi"', 'say "hi"'],
    ['"hi"', `'"hi"'`],
    ["Host(`a`)", "Host(`a`)"],
    ["é", "é"],
  ])("reads well: %j", (text, written) => {
    expect(writeString(text)).toBe(written);
  });
});

describe("numbers, words and nothing", () => {
  it.each([
    0,
    1,
    -1,
    8443,
    1.5,
    -0.25,
    1e21,
    1e-7,
    123456789012,
    Number.MAX_SAFE_INTEGER,
    5e-324,
    1.7976931348623157e308,
  ])("%s", (value) => {
    survives({ value, list: [value, [value]], [String(value)]: value });
  });
  it("true, false and null", () => {
    expect(survives({ a: true, b: false, c: null, d: [true, null, [false, null]] })).toBe(
      "a: true\nb: false\nc: null\nd:\n  - true\n  - null\n  - - false\n    - null\n".replaceAll(/^ {2}- /gm, "  - "),
    );
  });
});

describe("collections", () => {
  const shapes: [string, JsonObject | readonly JsonObject[]][] = [
    ["nothing in a map", {}],
    ["nothing in a list", []],
    ["empty ones inside", { a: {}, b: [], c: [[]], d: [{}], e: { f: {} }, g: [[], {}, [[]], [{}]] }],
    ["an empty one first", { a: [{ b: {} }, { c: [] }], d: [{ e: [], f: 1 }] }],
    ["a list in a list", { a: [[1, 2], [[3], [[4]]], []] }],
    ["a map in a list, its first key a map", { a: [{ b: { c: 1 }, d: 2 }] }],
    ["a map in a list, its first key a list", { a: [{ b: [1, 2], d: 2 }] }],
    ["a map in a list, its first key a list of maps", { a: [{ b: [{ c: [{ d: 1 }] }], e: 2 }] }],
    ["a map in a list in a list", { a: [[{ b: 1, c: [{ d: 2 }] }, { e: 3 }]] }],
    ["text of many lines first in a list", { a: ["x\ny\n", ["x\ny", { b: "x\n\ny\n\n", c: "z\nz" }]] }],
    ["text of many lines first in a map in a list", { a: [{ b: "x\n  y\nz\n", c: 1 }, { d: "p\nq" }] }],
    ["text of blank ends before another key", { a: "x\n\n\n", b: "y\n", c: { d: "z\n\n", e: 1 }, f: 2 }],
    ["text of blank ends before a list's next", { a: ["x\n\n", "y\n\n\n", { b: "z\n\n" }, 1] }],
    ["a list at the top", [{ op: "replace", path: "/a/0", value: { b: [1] } }, { op: "remove" }]],
    ["empty maps in a list at the top", [{}, { a: [] }, {}]],
    ["keys that are numbers", { 1: "a", 10: "b", "01": "c", "1.5": { 2: [] } }],
    ["keys like those of objects", { constructor: 1, toString: { valueOf: [] }, hasOwnProperty: "x", length: 0 }],
  ];
  it.each(shapes)("%s", (_name, value) => {
    survives(value);
  });
  it("keeps the order of the keys", () => {
    expect(Object.keys(parseDocument(survives({ z: 1, a: 2, m: { y: 1, b: 2 } })).toJS())).toEqual(["z", "a", "m"]);
  });
  it("a key __proto__ that JSON gave is a key", () => {
    const value = JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as JsonObject;
    expect(writeYaml(value)).toBe("__proto__:\n  a: 1\nb: 2\n");
  });
  it("a value that is undefined is null, as JSON has no such thing", () => {
    expect(writeYaml({ a: undefined } as unknown as JsonObject)).toBe("a: null\n");
  });
  it("goes deep", () => {
    let value: JsonValue = "bottom";
    for (let i = 0; i < 60; i++) value = i % 2 === 0 ? [value, { side: i }] : { [`k${i}`]: value, after: "x\ny" };
    survives({ value });
  });
  it.each(LONG.map((text) => [text.length, text]))("text of %i characters", (_length, text) => {
    survives({ value: text, list: [text, [text]], after: { deep: text } });
  });
  it("a very long key comes back too", () => {
    // YAML allows 1024 characters for a key on the line of its value; no object of Kubernetes has a longer one.
    survives({ ["k".repeat(1000)]: "x" });
  });
  it("writes the same bytes twice, and does not look at what it wrote before", () => {
    const first = writeYaml({ yes: "on", list: [{ a: "b" }] });
    for (let i = 0; i < 3000; i++) writeYaml({ [`key ${i}`]: i });
    expect(writeYaml({ yes: "on", list: [{ a: "b" }] })).toBe(first);
  });
});

describe("a whole file", () => {
  it("reads well", () => {
    const text = yamlFile(
      [
        {
          apiVersion: "v1",
          kind: "X",
          metadata: { name: "a" },
          spec: { list: [{ a: "1", b: [] }, "c"], script: "set -e\necho  x\n" },
        },
        { b: 1 },
      ],
      "Why.",
      "More.",
    ).text;
    expect(text).toBe(
      `# Why.
# More.
apiVersion: v1
kind: X
metadata:
  name: a
spec:
  list:
    - a: "1"
      b: []
    - c
  script: |
    set -e
    echo  x
---
b: 1
`,
    );
  });
  it("carries its documents, so that nobody parses it again", () => {
    const documents = [{ a: 1 }, { b: [2] }];
    const file = yamlFile(documents, "Why.");
    expect(parseAllDocuments(file.text).map((d) => d.toJS())).toStrictEqual(documents);
    expect(file.documents).toStrictEqual(documents);
  });
});

const PIECES = [
  [
    "a",
    "b",
    "Z",
    "0",
    "1",
    "9",
    "x",
    "o",
    "e",
    "E",
    "f",
    "T",
    "n",
    "y",
    "_",
    "é",
    "😀",
    "$",
    "(",
    ")",
    "/",
    "+",
    "=",
    "~",
    "<",
    "^",
    ";",
  ],
  [
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\n ",
    " \n",
    "\r",
    "\r\n",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\u00a0",
    "\u0000",
    "\u001b",
    "\u007f",
  ],
  [
    "-",
    "--",
    "---",
    "- ",
    ".",
    "...",
    ":",
    ": ",
    "#",
    " #",
    ",",
    "[",
    "]",
    "{",
    "}",
    "?",
    "? ",
    "!",
    "&",
    "*",
    "|",
    ">",
    "%",
    "@",
    "`",
    "'",
    '"',
    "\\",
  ],
  ["null", "true", "yes", "1_0", "0x", "0b1", "1:30", "2001-01-01", "<<", ".inf", "e+3"],
].flat();

function text(r: Random): string {
  if (r.below(4) === 0) return r.pick(STRINGS);
  let made = "";
  for (let n = r.below(8); n >= 0; n--) made += r.pick(PIECES);
  return made;
}

function value(r: Random, depth: number): JsonValue {
  const kind = r.below(depth <= 0 ? 8 : 14);
  if (kind < 5) return text(r);
  if (kind === 5) return r.pick([0, 1, -1, 1.5, 1e21, 8443]);
  if (kind === 6) return r.below(2) === 0;
  if (kind === 7) return null;
  const size = r.below(5);
  if (kind < 11) return Array.from({ length: size }, () => value(r, depth - 1));
  return Object.fromEntries(Array.from({ length: size }, () => [keyOf(r), value(r, depth - 1)]));
}

/** `__proto__` would make no own key in the readers' answer, and no reader of YAML is tested here. */
function keyOf(r: Random): string {
  return text(r).replaceAll("__proto__", "proto");
}

describe("anything", () => {
  const seed = seedOf(20_240_607);
  it(`random text, seed ${seed}`, () => {
    for (let i = 0; i < 6000; i++) {
      const one = text(random(seed + i));
      survives({ [keyOf(random(seed + i))]: one, list: [one, { a: one }] }, `SEED=${seed + i}`);
    }
  });
  it(`random data, seed ${seed}`, () => {
    for (let i = 0; i < 3000; i++) {
      const r = random(seed + i);
      survives({ value: value(r, 5), after: [value(r, 3)] }, `SEED=${seed + i}`);
    }
  });
});
