import { describe, expect, it } from "vitest";
import { parseFleetText } from "../../src/fleet/parse.ts";
import { brief, findings } from "../support/fleet.ts";

const parse = (text: string) => parseFleetText(text, "fleet.yaml");
const problems = async (text: string) => brief(await findings(() => parse(text)));

describe("places", () => {
  const text = `# A comment.
apiVersion: certctl-gitops/v1alpha1
"kind": Fleet
git: { url: "https://a.b/c", revision: main }
clusters:
  - name: a
    tls:
      source: secret
  - { name: b, server: { replicas: 3, env: [{ name: A }, { name: B }] } }
  -
    name: c
    é: {"x.y": 1}
`;
  const { place, data } = parse(text);
  it.each([
    [["apiVersion"], 2, 1],
    [["kind"], 3, 1],
    [["git"], 4, 1],
    [["git", "url"], 4, 8],
    [["git", "revision"], 4, 30],
    [["clusters"], 5, 1],
    [["clusters", 0], 6, 5],
    [["clusters", 0, "name"], 6, 5],
    [["clusters", 0, "tls", "source"], 8, 7],
    [["clusters", 1], 9, 5],
    [["clusters", 1, "name"], 9, 7],
    [["clusters", 1, "server", "replicas"], 9, 26],
    [["clusters", 1, "server", "env", 0], 9, 45],
    [["clusters", 1, "server", "env", 1, "name"], 9, 60],
    [["clusters", 2, "name"], 11, 5],
    [["clusters", 2, "é", "x.y"], 12, 9],
  ] as [(string | number)[], number, number][])("%j is at %i:%i", (path, line, column) => {
    expect(place(path)).toMatchObject({ file: "fleet.yaml", line, column });
  });
  it("of what is not written, is that of the nearest that is", () => {
    expect(place(["clusters", 0, "tls", "issuerRef", "name"])).toMatchObject({ line: 7, column: 5 });
    expect(place(["clusters", 7, "name"])).toMatchObject({ line: 5, column: 1 });
    expect(place(["nothing"])).toMatchObject({ line: 1, column: 1 });
  });
  it("names the path in the words of the file", () => {
    expect(place(["clusters", 1, "server", "env", 1, "name"]).path).toBe("clusters[1].server.env[1].name");
  });
  it("count lines that end in CR LF", () => {
    expect(parse("a: 1\r\nb:\r\n  c: 2\r\n").place(["b", "c"])).toMatchObject({ line: 3, column: 3 });
  });
  it("reads the data as it is written", () => {
    expect(data.clusters).toHaveLength(3);
  });
});

describe("text that is no fleet file", () => {
  it.each([
    ["an empty file", ""],
    ["blank lines", "\n\n"],
    ["a comment alone", "# nothing\n"],
    ["a word", "hello\n"],
    ["a number", "1\n"],
    ["a list", "- a\n- b\n"],
    ["null", "null\n"],
    ["an empty document", "---\n"],
  ])("%s has no mapping", async (_name, text) => {
    expect(await problems(text)).toEqual(["error fleet-syntax 1:1"]);
  });
  it.each([
    ["a tab that indents", "a:\n\tb: 1\n", "2:1"],
    ["a bracket that stays open", "a: [1\nb: 2\n", "2:1"],
    ["a quote that stays open", 'a: "1\nb: 2\n', "3:1"],
    ["an alias to nothing", "a: *b\n", "1:4"],
    ["a second colon", "a: b: c\n", "1:4"],
    ["a key twice", "a: 1\nb: 2\na: 3\n", "3:1"],
    ["a key twice, deep", "a:\n  b: 1\n  c: 2\n  b: 3\n", "4:3"],
    ["a key twice, quoted", 'a: 1\n"a": 2\n', "2:1"],
    ["a key that is a map", "{a: b}: c\n", "1:1"],
  ])("%s", async (_name, text, place) => {
    expect((await problems(text))[0]).toBe(`error fleet-syntax ${place}`);
  });
  it("says every problem at once", async () => {
    expect(await problems("a: 1\na: 2\nb: 3\nb: 4\n")).toEqual(["error fleet-syntax 2:1", "error fleet-syntax 4:1"]);
  });
  it("says what to do about a key that is there twice", async () => {
    const [found] = await findings(() => parse("a: 1\na: 2\n"));
    expect(found?.fix).toMatch(/one of the two/);
  });
  it("refuses a second document: it would be read by nobody", async () => {
    expect((await problems("a: 1\n---\nb: 2\n"))[0]).toMatch(/^error fleet-syntax/);
  });
  it.each([
    ["a gzip file", "\u001f\ufffd\b\u0000\u0000\u0000"],
    ["zero bytes", "\u0000\u0000\u0000"],
    ["an ELF file", "\u007fELF\u0002\u0001\u0001\u0000"],
  ])("%s is refused, not read", async (_name, text) => {
    const found = await findings(() => parse(text));
    expect(found[0]?.rule).toBe("fleet-syntax");
  });
  it("a byte order mark is no part of the first key", () => {
    expect(parse("\ufeffa: 1\n").data).toEqual({ a: 1 });
  });
});

describe("text that wants to do harm", () => {
  it("a bomb of aliases is refused at once", async () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    expect(await problems(lines.join("\n"))).toEqual(["error fleet-syntax 2:10"]);
  });
  it("an alias to itself is refused", async () => {
    expect((await problems("a: &a [*a]\n"))[0]).toMatch(/^error fleet-syntax/);
  });
  it("a few aliases are fine", () => {
    expect(parse("a: &a {b: 1}\nc: *a\nd: *a\n").data).toEqual({ a: { b: 1 }, c: { b: 1 }, d: { b: 1 } });
  });
  it("nesting without end is no crash", async () => {
    const found = await findings(() => parse(`a: ${"[".repeat(20_000)}`));
    expect(found[0]?.rule).toBe("fleet-syntax");
  });
  it("__proto__ is a key like another, and changes no object", () => {
    const { data } = parse("__proto__:\n  polluted: true\nconstructor: {prototype: {polluted: true}}\n");
    expect(Object.hasOwn(data, "__proto__")).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((data as Record<string, unknown>).polluted).toBeUndefined();
  });
  it("tags make no objects", async () => {
    const { data } = parse("a: !!binary aGk=\nb: !custom x\nc: !!js/function 'x'\n");
    expect(typeof data.b).toBe("string");
    expect(typeof data.c).toBe("string");
  });
  it("a file of many megabytes is refused before it is read", async () => {
    const [found] = await findings(() => parse(`a: ${"x".repeat(33 * 1024 * 1024)}`));
    expect(found?.rule).toBe("fleet-syntax");
    expect(found?.message.length).toBeLessThan(200);
  });
});
