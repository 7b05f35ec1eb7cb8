import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { sarifReport } from "../../src/reports/sarif.ts";
import { CLEAN, FLEET, found, HOSTILE, hostileReport, RULES } from "./reports.ts";

/** The schema of OASIS, in a package of Microsoft's. Draft 04 differs from 07, in what it uses, in the name of `$id`. */
function sarifSchema(): ValidateFunction {
  const file = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  const reference = /^[\w\-.~!$&'()*+,;=:@/?#]*(%[0-9A-F]{2}[\w\-.~!$&'()*+,;=:@/?#]*)*$/i;
  ajv.addFormat("uri", (text) => URL.canParse(text)).addFormat("uri-reference", reference);
  return ajv.addFormat("date-time", /^\d{4}-/).compile(schema);
}

const read = (report: Report) => JSON.parse(sarifReport(report, RULES, "1.2.3"));
const runOf = (report: Report) => read(report).runs[0];
const printsOf = (report: Report) =>
  runOf(report).results.map((r: { partialFingerprints: object }) => r.partialFingerprints);
const uriOf = (file: string) =>
  runOf({ ...CLEAN, findings: [found("a", "error", { at: { file } })] }).results[0].locations[0].physicalLocation
    .artifactLocation;
const many = (count: number) => Array.from({ length: count }, (_, n) => found("a", "info", { at: { file: `${n}` } }));

describe("-o sarif", () => {
  const valid = sarifSchema();

  it.each([
    ["a fleet's", FLEET],
    ["a clean one", CLEAN],
    ["a huge one", { ...FLEET, findings: many(6000) }],
    ["one without a place", { ...CLEAN, findings: [found("a", "error", { at: {} })] }],
    ...HOSTILE.map((text): [string, Report] => [JSON.stringify(text), hostileReport(text)]),
  ])("is as SARIF 2.1.0 says: %s", (_name, report) => {
    valid(read(report));
    expect(valid.errors).toBe(null);
  });
  it("is held to it: a wrong level is found", () => {
    const report = read(FLEET);
    report.runs[0].results[0].level = "info";
    expect(valid(report)).toBe(false);
  });
  it("describes the rules, also those that nobody did", () => {
    const { tool, results } = runOf({ ...FLEET, findings: [found("unknown", "error"), ...FLEET.findings] });
    expect(tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual([...RULES.map((r) => r.name), "unknown"]);
    expect(tool.driver.rules[0]).toEqual({
      id: "run-as-non-root",
      shortDescription: { text: "Containers run as another user than root." },
      properties: { tags: ["DEPL-003"] },
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });
  it("says where, how bad, and in what", () => {
    const [, second, , fourth] = runOf(FLEET).results;
    expect(second).toMatchObject({
      ruleId: "replicas-and-budget",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "out/clusters/ha/server/budget.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 8, startColumn: 17 },
          },
          logicalLocations: [{ fullyQualifiedName: "PodDisruptionBudget.policy certctl/certctl-server" }],
        },
      ],
      properties: { environments: ["ha"], pointer: "/spec/minAvailable", setting: "server.replicas" },
    });
    expect(second.message.text).toContain("\nFix: Set minAvailable: 1, or one replica more.\n");
    expect(fourth.level).toBe("note");
    expect(fourth.locations[0].physicalLocation.region).toEqual({ startLine: 1 });
  });
  it("has what was suppressed, with the reason, and nothing else as suppressed", () => {
    const { results } = runOf(FLEET);
    expect(results.map((r: { suppressions?: object }) => r.suppressions)).toEqual([
      ...FLEET.findings.map(() => undefined),
      [{ kind: "inSource", justification: "it changes the owner of a volume" }],
    ]);
  });
  it("writes paths as URIs below the source", () => {
    expect(uriOf("a b/c%d/ü#?.yaml")).toEqual({ uri: "a%20b/c%25d/%C3%BC%23%3F.yaml", uriBaseId: "%SRCROOT%" });
    expect(uriOf("http://x/y")).toEqual({ uri: "http%3A//x/y", uriBaseId: "%SRCROOT%" });
    expect(uriOf("../own/a.yaml").uri).toBe("../own/a.yaml");
    expect(uriOf("/abs/a b.yaml")).toEqual({ uri: "file:///abs/a%20b.yaml" });
  });
  it("knows a finding again after its line and text have changed, and only then", () => {
    const at = { file: "a.yaml", line: 1, column: 2, resource: "r", pointer: "/p" };
    const print = (change: object, rule = "a") => printsOf({ ...CLEAN, findings: [found(rule, "error", change)] })[0];
    const before = print({ at });
    expect(print({ at: { ...at, line: 9, column: 1 }, message: "other words", fix: "x", severity: "info" })).toEqual(
      before,
    );
    for (const other of [{ file: "b.yaml" }, { resource: "s" }, { pointer: "/q" }]) {
      expect(print({ at: { ...at, ...other } })).not.toEqual(before);
    }
    expect(print({ at }, "b")).not.toEqual(before);
    const [one, two] = printsOf({ ...CLEAN, findings: [found("a", "error"), found("a", "error")] });
    expect(one).not.toEqual(two);
  });
  it("stays below 5,000 results, leaves out the least severe and says so", () => {
    const report = { ...FLEET, findings: [...many(6000), found("last", "error")] };
    const { results, invocations } = runOf(report);
    expect(results).toHaveLength(4999);
    expect(results[0].ruleId).toBe("last");
    expect(invocations[0].toolExecutionNotifications.map((n: { message: { text: string } }) => n.message.text)).toEqual(
      [
        "1003 results of 6002 left out, the least severe and the suppressed ones.",
        expect.stringContaining("not checked (no schema): example.com/v1 Foo (3)"),
      ],
    );
    expect(runOf({ ...CLEAN, findings: many(4999) }).invocations[0].toolExecutionNotifications).toEqual([]);
  });
  it("has no links in messages", () => {
    const { results, tool } = runOf(hostileReport("[click](https://example.com)"));
    const texts = [
      results[0].message.text,
      results[3].suppressions[0].justification,
      tool.driver.rules[3].shortDescription.text,
    ];
    for (const text of texts) expect(text).not.toMatch(/(?<!\\)\]\(/);
  });
  it("shows in messages what is hidden", () => {
    expect(runOf(hostileReport("\u001b[31m\u202e")).results[0].message.text).toMatch(/^\\u001b\[31m\\u202e\n/);
  });
});
