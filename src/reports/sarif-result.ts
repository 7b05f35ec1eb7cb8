/** A finding as a `result` of SARIF 2.1.0. */
import type { Severity } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import type { ReportedFinding, SuppressedFinding } from "../model/report.ts";
import { annotationText } from "./annotation.ts";
import { inert } from "./inert.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

export type Found = ReportedFinding | SuppressedFinding;

export interface Context {
  /** How many environments were looked at. */
  readonly total: number;
  /** Where in the tool's list of rules each rule is. */
  readonly ruleIndexes: ReadonlyMap<string, number>;
}

export function sarifResult(finding: Found, fingerprint: string, { total, ruleIndexes }: Context): JsonObject {
  const { rule, severity, at, environments } = finding;
  return {
    ruleId: rule,
    ruleIndex: ruleIndexes.get(rule) ?? -1,
    level: LEVELS[severity],
    message: { text: plainMessage(annotationText(finding, total)) },
    locations: [location(finding)],
    partialFingerprints: { "certctlGitops/v1": fingerprint },
    ...("reason" in finding
      ? { suppressions: [{ kind: "inSource", justification: plainMessage(inert(finding.reason)) }] }
      : {}),
    properties: {
      environments,
      ...(at.pointer === undefined ? {} : { pointer: at.pointer }),
      ...(at.setting === undefined ? {} : { setting: at.setting }),
    },
  };
}

/** `[text](target)` in a message of SARIF is a link, and no message of ours has one. */
export function plainMessage(text: string): string {
  return text.replaceAll("](", "\\](");
}

function location({ at }: Found): JsonObject {
  // Code scanning of GitHub refuses a whole file for one result without a file or a line.
  const { file = ".", line = 1, column, resource } = at;
  return {
    physicalLocation: {
      artifactLocation: artifact(file),
      region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
    },
    ...(resource === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: resource, kind: "resource" }] }),
  };
}

function artifact(file: string): JsonObject {
  const uri = file.split("/").map(segment).join("/");
  return file.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
}

/** Half a character has no bytes. */
function segment(name: string): string {
  return encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
}
