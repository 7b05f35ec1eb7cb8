/** What is read without the library is what the library reads; everything else is left to it. */
import { describe, expect, it } from "vitest";
import { readPlainLines } from "../../../src/kustomize/yaml/plain-lines.ts";
import { notesOf } from "../../../src/kustomize/yaml/quotes.ts";
import { readChunk } from "../../../src/kustomize/yaml/read.ts";
import { isList, isMapping, Scalar, type Value } from "../../../src/kustomize/yaml/value.ts";
import type { Mode } from "../../../src/kustomize/yaml/walk.ts";
import { chanceOf } from "../random/chance.ts";
import { randomTree } from "../random/tree.ts";

const MODES: readonly Mode[] = ["object", "setting"];

/** Everything of a value, in its order, with the kinds of its scalars and the quotes that are noted. */
function all(value: Value | undefined): unknown {
  if (value === undefined) return "left to the library";
  if (value instanceof Scalar) return [value.constructor.name, { ...value }];
  if (!isList(value) && !isMapping(value)) return value;
  const parts = isList(value) ? value.map(all) : Object.entries(value).map(([key, below]) => [key, all(below)]);
  return [isList(value) ? "list" : "mapping", parts, [...(notesOf(value) ?? [])].sort()];
}

/** A comment with a letter that plain lines don't have makes the library read it. */
function byLibrary(text: string, mode: Mode): unknown {
  const repeated: string[] = [];
  const { value } = readChunk(
    { text: `${text}${text.endsWith("\n") ? "" : "\n"}# \u00e9\n`, line: 0 },
    "file",
    mode,
    (key) => repeated.push(key),
  );
  return repeated.length > 0 ? ["twice", repeated] : all(value);
}

const READ = {
  words: "a: b\nc: d e (f), g; h+i=j\n_k.l/m-n: o@p%q\n",
  "what is no text": "a: 1\nb: 0644\nc: 1.50\nd: true\ne: yes\nf: null\ng: 2020-01-01\nh: .5\ni: 1_000\nj: 1:30\n",
  quotes: "a: \"1\"\nb: 'true'\nc: \"\"\nd: 'x # y: z'\ne: \"a: 'b'\"\n",
  colons: "a: b:c\nd: https://e.f/g:h\n",
  dashes: "a:\n- --flag=1\n- -f\n- -1\n- a - b\n",
  "what is below": "a:\n  b:\n    c: d\n  e: f\ng:\n    h: i\n",
  items: "a:\n  - b\n  - c: d\n    e:\n      - f\n      - g: h\n    i: j\n  - 'k'\nl:\n- m\n- o: p\n  q: r\ns: t\n",
  "a list": "- a\n# b\n- c: d\n  e:\n  - f\n- g\n",
  "a list of patches":
    "# a\n- op: replace\n  path: /spec/rules/0/host\n  value: a.example.com\n- op: remove\n  path: /b\n",
  "what is empty": "a: {}\nb: []\nc:\n- {}\n- []\n",
  "comments and empty lines": "# a\n\na:\n  # b: c\n# d\n  b: c\n   # e\n\n  d: e\n#",
  "no line break at the end": "a: b\nc: 'd'",
} as const;

const LEFT = {
  nothing: "",
  "a comment only": "# a\n",
  "a text": "a\n",
  "a text that goes on": "a: b\n  c\n",
  "an item that goes on": "a:\n- b\n  c\n",
  "a comment behind a text": "a: b # c\n",
  "a space behind a text": "a: b \n",
  "an anchor": "a: &b c\n",
  "an alias": "a: *b\n",
  "a tag": "a: !!str 1\n",
  "a block": "a: |\n  b: c\n",
  braces: "a: {b: c}\n",
  brackets: "a: [b]\n",
  "a colon at the end": "a: b:\n",
  "a key in a text": "a: b: c\n",
  "nothing behind a key": "a:\nb: c\n",
  "nothing behind the last key": "a:\n",
  "an item without anything": "a:\n-\n",
  "an item in an item": "a:\n- - b\n",
  "spaces behind a dash": "a:\n-   b: c\n    d: e\n",
  "a key twice": "a: b\na: c\n",
  "a key that is no text": "true: a\n",
  "a key of older YAML that is no text": "a:\n  y: b\n",
  "a key in quotes": "'a': b\n",
  "a merge": "<<: a\n",
  "a key with a question mark": "? a\n: b\n",
  "less than the first key": "  a: b\nc: d\n",
  "between two levels": "a:\n    b: c\n  d: e\n",
  "more than the key before": "a: b\n  c: d\n",
  "a mapping behind a list": "- a\nb: c\n",
  "a list further in than it begins": "- a\n  - b\n",
  "a mapping behind a list of its level": "a:\n  - b\n  c: d\n",
  "a backslash in quotes": 'a: "b\\n"\n',
  "a quote in quotes": "a: 'b''c'\n",
  "quotes that go on": 'a: "b\n  c"\n',
  "a tab": "a:\tb\n",
  "a carriage return": "a: b\r\n",
  "another document": "a: b\n---\nc: d\n",
  "the end of a document": "a: b\n...\n",
  "a directive": "%YAML 1.1\n---\na: b\n",
  "a byte order mark": "\ufeffa: b\n",
  "what is no letter of English": "a: \u00e9\n",
  "the key of every object": "__proto__: a\n",
} as const;

describe("documents of plain lines", () => {
  it.each(Object.entries(READ))("are read as the library reads them: %s", (_, text) => {
    for (const mode of MODES) {
      const read = readPlainLines(text, mode);
      expect(read, mode).toBeDefined();
      expect(all(read), mode).toEqual(byLibrary(text, mode));
    }
  });

  it.each(Object.entries(LEFT))("are not those with %s", (name, text) => {
    const modes = name === "a key of older YAML that is no text" ? (["setting"] as const) : MODES;
    for (const mode of modes) expect(all(readPlainLines(text, mode)), mode).toBe("left to the library");
  });

  it("are read as the library reads them after any small change", () => {
    const texts = [
      ...Object.values(READ),
      ...Array.from({ length: 20 }, (_, seed) => [...randomTree(seed).values()]).flat(),
    ];
    const bits = [
      " ",
      "  ",
      "\n",
      "- ",
      ":",
      ": ",
      "#",
      " #",
      "'",
      '"',
      "a",
      "1",
      "~",
      "-",
      "?",
      "|",
      "{}",
      "[",
      "<<",
      ".",
    ];
    let compared = 0;
    for (const [index, text] of texts.entries()) {
      const chance = chanceOf(index);
      for (let turn = 0; turn < 60; turn++) {
        const at = chance.below(text.length + 1);
        const changed = text.slice(0, at) + chance.pick(bits) + text.slice(at + chance.below(3));
        for (const mode of MODES) {
          const read = readPlainLines(changed, mode);
          if (read === undefined) continue;
          compared += 1;
          expect(all(read), changed).toEqual(byLibrary(changed, mode));
        }
      }
    }
    expect(compared).toBeGreaterThan(500);
  });
});
