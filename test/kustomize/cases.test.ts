/** Every case folder builds to the bytes that kustomize 5.8.1 wrote for it, or fails with the rule that it names. */
import { describe, expect, it } from "vitest";
import { type Case, readCases } from "./case-files.ts";
import { KNOWN_DIFFERENCES, MOST_DIFFERENCES } from "./known-differences.ts";
import { render } from "./render.ts";

const cases = readCases();

function agree(one: Case): void {
  const rendered = render(one.directory);
  if (one.expected !== undefined) {
    expect(rendered).toEqual({ stdout: one.expected, stderr: one.stderr });
    return;
  }
  expect(rendered).toHaveProperty("error", one.error === "?" ? expect.stringMatching(/^kustomization-/) : one.error);
}

describe("kustomization cases", () => {
  it("have one answer each", () => {
    const wrong = cases.filter((one) => (one.expected === undefined) === (one.error === undefined));
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(cases.length).toBeGreaterThan(300);
  });

  it("differ from kustomize only where a reason is given", () => {
    const listed = Object.keys(KNOWN_DIFFERENCES);
    const names = cases.map(({ name }) => name);
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
    expect(listed.length).toBeLessThanOrEqual(Math.floor(cases.length * MOST_DIFFERENCES));
  });

  it.each(cases.filter(({ name }) => KNOWN_DIFFERENCES[name] === undefined))("$name", agree);

  it.each(cases.filter(({ name }) => KNOWN_DIFFERENCES[name] !== undefined))("$name still differs", (one) => {
    expect(() => agree(one)).toThrow();
  });
});
