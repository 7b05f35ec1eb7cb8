import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { jsonReport } from "../../src/reports/json.ts";
import { CLEAN, FLEET, found, HOSTILE, hostileReport } from "./reports.ts";

const SCHEMA = JSON.parse(
  readFileSync(new URL("../../schemas/validate-report.schema.json", import.meta.url), "utf8"),
) as object;

describe("-o json", () => {
  const valid = new Ajv({ allErrors: true, strict: true }).compile(SCHEMA);
  const every = { file: "a", line: 1, column: 2, document: 1, resource: "r", pointer: "/p", path: "p", setting: "s" };
  const full = found("a", "info", { at: every, accepted: "for now" });

  it.each([
    ["a fleet's", FLEET],
    ["a clean one", CLEAN],
    ["one with every field", { ...CLEAN, findings: [full], suppressed: [{ ...full, reason: "because" }] }],
    ["a hostile one", hostileReport(HOSTILE.join("\n"))],
  ])("is as the schema says: %s", (_name, report) => {
    valid(JSON.parse(jsonReport(report)));
    expect(valid.errors).toBe(null);
  });
  it("is described whole: the schema takes nothing more", () => {
    const report = JSON.parse(jsonReport(FLEET));
    for (const part of [report, report.summary, report.findings[0], report.findings[0].at, report.suppressed[0]]) {
      part.extra = 1;
      expect(valid(report)).toBe(false);
      delete part.extra;
    }
    expect(valid(report)).toBe(true);
  });
  it("says all that was found", () => {
    const report = JSON.parse(jsonReport({ ...FLEET, findings: [full] }));
    expect(Object.keys(report)).toEqual(["apiVersion", "summary", "findings", "suppressed"]);
    expect(report.apiVersion).toBe("certctl-gitops/v1alpha1");
    expect(report.summary).toEqual({
      environments: FLEET.environments,
      objects: 571,
      errors: 0,
      warnings: 0,
      infos: 1,
      suppressed: 1,
      unchecked: FLEET.unchecked,
    });
    expect(report.findings).toEqual([full]);
    expect(report.suppressed).toEqual(FLEET.suppressed);
  });
  it("has the same bytes however a place was put together", () => {
    const turned = Object.fromEntries(Object.entries(every).reverse());
    const one = jsonReport({ ...CLEAN, findings: [full] });
    expect(jsonReport({ ...CLEAN, findings: [{ ...full, at: turned }] })).toBe(one);
  });
  it.each(HOSTILE)("keeps %j as it is, for whoever parses it", (text) => {
    expect(JSON.parse(jsonReport(hostileReport(text))).findings[0].message).toBe(text);
  });
});
