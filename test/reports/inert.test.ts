import { describe, expect, it } from "vitest";
import { inert, inertLine } from "../../src/reports/inert.ts";
import { FORMATS, render } from "../../src/reports/render.ts";
import { FLEET, HOSTILE, hostileReport, RENDERING } from "./reports.ts";

const ACTS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]|\p{Surrogate}/u;

describe("inert", () => {
  it.each([
    ["\u001b[31m", "\\u001b[31m"],
    ["a\tb\r\nc", "a\\u0009b\\u000d\nc"],
    ["\u202e\u200f\ufeff", "\\u202e\\u200f\\ufeff"],
    ["\ud800 and \ud83d\ude00", "\\ud800 and \ud83d\ude00"],
    ["a ::error::b", "a ::error::b"],
    ["::error::b", "\\u003a:error::b"],
    ["a\n \n  ::error::b", "a\n \n  \\u003a:error::b"],
    ["listens on\n::1", "listens on\n::1"],
    ["a ##[error]b, ##vso[x]", "a #\\u0023[error]b, #\\u0023vso[x]"],
    ["## a heading", "## a heading"],
    ["naïve 名前", "naïve 名前"],
  ])("%j is shown as %j", (text, shown) => {
    expect(inert(text)).toBe(shown);
  });
  it("is one line for a name", () => {
    expect(inertLine("a\n::error::b")).toBe("a\\u000a::error::b");
  });
});

describe.each(FORMATS)("-o %s", (format) => {
  it.each(HOSTILE)("neither terminal nor log does anything for %j", (text) => {
    const written = render(format, hostileReport(text), RENDERING);
    expect(written).not.toMatch(ACTS);
    // Of GitHub's own format the test beside this one says what each line is.
    if (format !== "github") expect(written).not.toMatch(/^\s*::\w|##\w*\[/m);
  });
  it("is the same for the same report, and ends its last line", () => {
    const written = render(format, FLEET, RENDERING);
    expect(render(format, structuredClone(FLEET), RENDERING)).toBe(written);
    expect(written).toMatch(/[^\n]\n$/);
  });
});
