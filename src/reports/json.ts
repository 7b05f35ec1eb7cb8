/** `-o json`: everything that was found, for programs; `schemas/validate-report.schema.json` describes it. */
import type { JsonObject } from "../model/json.ts";
import type { Report, ReportedFinding } from "../model/report.ts";
import { jsonText } from "./json-text.ts";
import { placeJson } from "./place-json.ts";
import { countOf } from "./severity.ts";

export function jsonReport(report: Report): string {
  const { findings, suppressed } = report;
  return jsonText({
    apiVersion: "certctl-gitops/v1alpha1",
    summary: summary(report),
    findings: findings.map(findingJson),
    suppressed: suppressed.map((one) => ({ ...findingJson(one), reason: one.reason })),
  });
}

function summary({ environments, objects, unchecked, findings, suppressed }: Report): JsonObject {
  return {
    environments,
    objects,
    errors: countOf(findings, "error"),
    warnings: countOf(findings, "warning"),
    infos: countOf(findings, "info"),
    suppressed: suppressed.length,
    unchecked: unchecked.map(({ apiVersion, kind, objects: n }) => ({ apiVersion, kind, objects: n })),
  };
}

function findingJson({ rule, severity, message, fix, accepted, at, environments }: ReportedFinding): JsonObject {
  return {
    rule,
    severity,
    message,
    fix,
    ...(accepted === undefined ? {} : { accepted }),
    at: placeJson(at),
    environments,
  };
}
