/** The expected texts are what kustomize 5.8.1 prints for these values. */
import { describe, expect, it } from "vitest";
import { WriteError } from "../../../src/kustomize/yaml/json-trip.ts";
import { type Mapping, Scalar, type Value } from "../../../src/kustomize/yaml/value.ts";
import { createWriter, writeYaml } from "../../../src/kustomize/yaml/write.ts";

const PROSE =
  "The issuer signs certificates: of agents, of servers and of everything else that asks for one, it's all here";

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

/** What stands after `- ` for every value of a list. */
function items(values: readonly Value[]): readonly string[] {
  return writeYaml({ a: values }).slice(0, -1).split("\n- ").slice(1);
}

describe("collections", () => {
  it("does not indent lists under a key, and lists in lists by two", () => {
    const object = { b: [[1, [2]], { c: [3], d: {} }, [], {}, [[]]], a: { list: [], map: {}, no: null } };
    expect(writeYaml(object)).toBe(
      lines(
        ...["a:", "  list: []", "  map: {}", '  "no": null'],
        ...["b:", "- - 1", "  - - 2", "- c:", "  - 3", "  d: {}", "- []", "- {}", "- - []"],
      ),
    );
  });

  it("sorts numbers in keys by value, and letters last", () => {
    const keys = ["aB", "a10", "a2", "ab", "a-b", "a_b", "a.b", "A", "b", "10", "9", "é", "a", "a01", "a1"];
    const written = writeYaml(Object.fromEntries(keys.map((key) => [key, 1])));
    expect(written.replaceAll(": 1\n", " ").replaceAll('"', "")).toBe("9 10 A a a-b a.b a_b a1 a01 a2 a10 aB ab b é ");
  });

  it("writes keys that are long or have several lines on lines of their own", () => {
    const long = "k".repeat(129);
    const object = { "a\nb": { c: 1, d: 2 }, "a\nc": [1, [2]], [long]: "x", [long.slice(1)]: PROSE };
    expect(writeYaml(object)).toBe(
      lines(
        ...["? |-", "  a", "  b", ": c: 1", "  d: 2", "? |-", "  a", "  c", ": - 1", "  - - 2"],
        ...[
          `${long.slice(1)}: 'The`,
          "  issuer signs certificates: of agents, of servers and of everything else that asks",
        ],
        ...["  for one, it''s all here'", `? ${long}`, ": x"],
      ),
    );
  });
});

describe("texts", () => {
  it("quotes what would read as something else", () => {
    const others = ["", "y", "on", "No", "~", "0x1F", "0o7", "1_000", ".5", "1e3", "1:20", "2001-01-01", ".inf", "08"];
    expect(items(others)).toEqual(others.map((text) => `"${text}"`));
    const texts = [
      "=",
      "<<",
      "yEs",
      "0o8",
      "0x",
      "1.2.3",
      "2001-02-30",
      "a:b",
      "a#b",
      "-a",
      "10m",
      "1e999",
      "é",
      "<a&b>",
    ];
    expect(items(texts)).toEqual(texts);
    const quoted = [
      "a: b",
      "a:",
      "a #b",
      "- a",
      "?",
      "%a",
      "@a",
      "`a",
      "*a",
      "--- a",
      "...",
      " a",
      "a ",
      "{}",
      "[a",
      '"',
    ];
    expect(items(quoted)).toEqual(quoted.map((text) => `'${text}'`));
    expect(items(["it's", "'"])).toEqual(["it's", "''''"]);
  });

  it("escapes what does not print", () => {
    expect(items(["a\tb", "😀 é", "\u2028 a", "\ufeffa b", "\u0000\u001b", "a \n", "a\r\nb"])).toEqual([
      ...['"a\\tb"', '"\\U0001F600 é"', '"\\L a"', '"\\uFEFF\\x61\\x20\\x62"', '"\\0\\e"', '"a \\n"', '"a\\r\\nb"'],
    ]);
  });

  it("writes several lines as a literal block", () => {
    expect(items(["a\nb", "a\n\n  b\n", "a\n\n", " a\nb", "\n", "\na\n"])).toEqual([
      ...["|-\n  a\n  b", "|\n  a\n\n    b", "|+\n  a\n", "|2-\n   a\n  b", "|2+\n", "|2\n\n  a"],
    ]);
  });

  it("folds at the first lone space beyond column 80", () => {
    const plain = "word ".repeat(20).trim();
    expect(
      writeYaml({
        a: { plain, double: `\t${plain}  ${plain}`, kept: `${"\t".repeat(40)}  x`, single: `: ${plain}  x` },
      }),
    ).toBe(
      lines(
        "a:",
        '  double: "\\tword word word word word word word word word word word word word word',
        "    word word word word word word  word word word word word word word word word word",
        '    word word word word word word word word word word"',
        `  kept: "${"\\t".repeat(40)}`,
        '    \\ x"',
        "  plain: word word word word word word word word word word word word word word word",
        "    word word word word word",
        "  single: ': word word word word word word word word word word word word word word",
        "    word word word word word word  x'",
      ),
    );
  });

  it("refuses what kustomize refuses", () => {
    expect(() => writeYaml({ a: "\x7f" })).toThrow(WriteError);
    expect(() => writeYaml({ "a\x85b": 1 })).toThrow(WriteError);
    expect(() => writeYaml({ ["k".repeat(1023)]: 1 })).toThrow(/more than 1024 characters/);
    expect(writeYaml({ a: "b \x85 c" })).toBe("a: b c\n");
  });
});

describe("scalars", () => {
  it("writes numbers as Go does", () => {
    expect(items([1000000, 1234567.5, 0.00001, 1e21, 1e20, -5, 100000.5, 1.25e19])).toEqual([
      ...["1000000", "1.2345675e+06", "1e-05", "1e+21", "1e+20", "-5", "100000.5", "12500000000000000000"],
    ]);
  });

  it("writes what a scalar means", () => {
    const scalars: readonly Scalar[] = [
      ...[new Scalar("int", "0644"), new Scalar("int", "1_000"), new Scalar("int", "0x1F")],
      ...[new Scalar("int", "18446744073709551615"), new Scalar("float", "1.0"), new Scalar("bool", "True")],
      ...[new Scalar("timestamp", "2001-01-01"), new Scalar("str", "yes")],
    ];
    expect(items(scalars)).toEqual([
      ...["420", "1000", "31", "18446744073709551615", "1", "true", '"2001-01-01T00:00:00Z"', '"yes"'],
    ]);
  });
});

describe("a writer", () => {
  it("writes a shared value alike at every depth and time", () => {
    const shared: Mapping = { list: [PROSE, PROSE], text: `${PROSE}\n${PROSE}` };
    const objects = [{ a: shared }, { a: shared }, { a: { b: shared } }, { a: shared }, { a: [shared] }];
    const write = createWriter();
    expect(objects.map(write)).toEqual(objects.map(writeYaml));
  });
});
