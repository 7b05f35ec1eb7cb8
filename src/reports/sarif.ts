/** `-o sarif`: SARIF 2.1.0, for GitHub's code scanning and editors. */
import type { JsonObject } from "../model/json.ts";
import type { Report, RuleInfo } from "../model/report.ts";
import { fingerprints } from "./fingerprint.ts";
import { inert } from "./inert.ts";
import { jsonText } from "./json-text.ts";
import { type Found, plainMessage, sarifResult } from "./sarif-result.ts";
import { mostSevereFirst } from "./severity.ts";
import { uncheckedText } from "./summary.ts";
import { count } from "./wording.ts";

/** GitHub shows 5,000 results of a run and no more. */
const MOST = 4999;

/** What was suppressed comes last, so that it's left out first. */
export function sarifReport(report: Report, rules: readonly RuleInfo[], version: string): string {
  const found: readonly Found[] = [...mostSevereFirst(report.findings), ...mostSevereFirst(report.suppressed)];
  const known = allRules(rules, found);
  const context = {
    total: report.environments.length,
    ruleIndexes: new Map(known.map((rule, index) => [rule.name, index])),
  };
  const prints = fingerprints(found);
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "certctl-gitops", version, rules: known.map(ruleJson) } },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(report, found.length) }],
        results: found.slice(0, MOST).map((one, index) => sarifResult(one, prints[index] as string, context)),
      },
    ],
  });
}

/** A finding may be of a rule that nobody described. */
function allRules(rules: readonly RuleInfo[], found: readonly Found[]): readonly RuleInfo[] {
  const named = new Map<string, RuleInfo>(rules.map((rule) => [rule.name, rule]));
  for (const { rule } of found) if (!named.has(rule)) named.set(rule, { name: rule, title: rule });
  return [...named.values()];
}

function ruleJson({ name, id, title }: RuleInfo): JsonObject {
  return {
    id: name,
    shortDescription: { text: plainMessage(inert(title)) },
    // certctl's own name of the rule, by which code scanning of GitHub finds it.
    ...(id === undefined ? {} : { properties: { tags: [id] } }),
  };
}

function notifications(report: Report, found: number): readonly JsonObject[] {
  const left = found - MOST;
  const texts = [
    left > 0 ? `${count(left, "result")} of ${found} left out, the least severe and the suppressed ones.` : "",
    uncheckedText(report),
  ];
  return texts
    .filter((text) => text !== "")
    .map((text) => ({ level: "warning", message: { text: plainMessage(text) } }));
}
