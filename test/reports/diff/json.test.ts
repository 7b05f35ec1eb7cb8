import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { diffJson } from "../../../src/reports/diff/json.ts";
import { HOSTILE } from "../reports.ts";
import { EMPTY, EVERYTHING, fleetOf, HOSTILE_MARKDOWN, hostileDiff, manyChanges, ROUTINE } from "./reports.ts";

const SCHEMA = JSON.parse(
  readFileSync(new URL("../../../schemas/diff-report.schema.json", import.meta.url), "utf8"),
) as object;

describe("a difference in JSON", () => {
  const valid = new Ajv({ allErrors: true, strict: true }).compile(SCHEMA);

  it.each([
    ["one with everything", EVERYTHING],
    ["an empty one", EMPTY],
    ["a fleet's", fleetOf(1000)],
    ["one of many changes", manyChanges(100)],
    ["a hostile one", hostileDiff(HOSTILE.join("\n"))],
  ])("is as the schema says: %s", (_name, report) => {
    valid(JSON.parse(diffJson(report)));
    expect(valid.errors).toBe(null);
  });
  it("is described whole: the schema takes nothing more, anywhere", () => {
    const report = JSON.parse(diffJson(EVERYTHING));
    // What is free: objects themselves, what stands for names, and the fields that name an item.
    const free = new Set(["manifest", "variables", "key", "after", "before"]);
    let objects = 0;
    const visit = (value: unknown, key: string): void => {
      if (typeof value !== "object" || value === null) return;
      if (!Array.isArray(value) && !free.has(key)) {
        objects++;
        const part = value as Record<string, unknown>;
        part.extra = 1;
        expect(valid(report), `${key} takes more`).toBe(false);
        delete part.extra;
      }
      if (key === "manifest" || key === "before") return;
      for (const [name, inner] of Object.entries(value)) visit(inner, Array.isArray(value) ? key : name);
    };
    visit(report, "report");
    expect(objects).toBeGreaterThan(80);
    expect(valid(report)).toBe(true);
  });
  it("is the whole report: nothing is lost or changed", () => {
    const { apiVersion, summary, ...rest } = JSON.parse(diffJson(EVERYTHING));
    expect(apiVersion).toBe("certctl-gitops/v1alpha1");
    expect(summary).toEqual({
      environments: { total: 6, changed: 2, added: 1, removed: 1, withheld: 1, unchanged: 1 },
      objects: { changed: 3, added: 1, removed: 1 },
      dangers: 2,
      cautions: 1,
    });
    expect(rest).toEqual(EVERYTHING);
  });
  it("has the verdict first, and lists of environments on a line each", () => {
    expect(diffJson(ROUTINE)).toContain('{\n  "apiVersion": "certctl-gitops/v1alpha1",\n  "verdict": "routine",\n');
    expect(diffJson(ROUTINE)).toContain('      "environments": [ 0, 1 ],\n');
  });
  it("is small for a fleet", () => {
    expect(diffJson(fleetOf(1000)).length).toBeLessThan(500_000);
  });
  it.each([...HOSTILE, ...HOSTILE_MARKDOWN])("keeps %j as it is for whoever parses it, and acts nowhere", (text) => {
    const report = hostileDiff(text);
    const written = diffJson(report);
    const { apiVersion, summary, ...rest } = JSON.parse(written);
    expect([apiVersion, summary.dangers]).toEqual(["certctl-gitops/v1alpha1", 1]);
    expect(rest).toEqual(report);
    expect(written).not.toMatch(/^\s*::\w|##\w*\[/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
    expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  });
  it("has the same bytes however its parts were put together", () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, turned(inner)]),
      );
    };
    expect(diffJson(turned(fleetOf(12)) as typeof ROUTINE)).toBe(diffJson(fleetOf(12)));
  });
});
