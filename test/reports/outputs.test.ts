import { describe, expect, it } from "vitest";
import { InputError } from "../../src/model/errors.ts";
import { parseOutputs } from "../../src/reports/outputs.ts";
import { FORMATS } from "../../src/reports/render.ts";

function refusals(...values: string[]): readonly string[] {
  try {
    parseOutputs(values, FORMATS);
  } catch (error) {
    if (error instanceof InputError) return error.findings.map((f) => `${f.at.path}: ${f.message}. ${f.fix}`);
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("-o", () => {
  it("is text on standard output where it isn't given", () => {
    expect(parseOutputs([], FORMATS)).toEqual([{ format: "text" }]);
  });
  it("takes several formats, one of them for standard output", () => {
    expect(parseOutputs(["sarif=out/a.sarif", "github", "json=a=b.json"], FORMATS)).toEqual([
      { format: "sarif", path: "out/a.sarif" },
      { format: "github" },
      { format: "json", path: "a=b.json" },
    ]);
  });
  it("takes a format twice, for two places", () => {
    expect(parseOutputs(["text", "text=report.txt"], FORMATS)).toHaveLength(2);
  });
  it.each([
    ["jsn", /no format "jsn"\. Did you mean json\?/],
    ["SARIF=a", /no format "SARIF"\. Did you mean sarif\?/],
    ["xml=report.xml", /no format "xml"\. Use one of text, json, sarif, junit, github\. Write -o FORMAT/],
    ["", /no format ""/],
    ["json=", /-o json= names no file/],
  ])("refuses %j", (value, message) => {
    expect(refusals(value)).toEqual([expect.stringMatching(message)]);
  });
  it("takes - for standard output", () => {
    expect(parseOutputs(["json=-"], FORMATS)).toEqual([{ format: "json" }]);
    expect(refusals("text", "json=-")).toEqual([expect.stringContaining("both go to standard output")]);
  });
  it("refuses two on standard output", () => {
    expect(refusals("text", "json")).toEqual([
      "-o json: -o text and -o json both go to standard output. Give one of them a file of its own: -o FORMAT=PATH.",
    ]);
  });
  it("refuses the same file twice, however it is written", () => {
    expect(refusals("json=out/a", "sarif=./out//a")).toEqual([expect.stringContaining("both go to ./out//a")]);
  });
  it("tells all that is wrong", () => {
    expect(refusals("a", "json=", "text", "text")).toHaveLength(3);
  });
});
