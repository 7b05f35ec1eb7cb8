/** `-o github`: workflow commands, which GitHub Actions shows as annotations of the lines of a pull request. */
import type { Severity } from "../model/finding.ts";
import type { Report, ReportedFinding } from "../model/report.ts";
import { annotationText } from "./annotation.ts";
import { PLAIN } from "./colors.ts";
import { inertLine, visible } from "./inert.ts";
import { countOf, mostSevereFirst } from "./severity.ts";
import { summaryLine } from "./summary.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** GitHub annotates with this many of each kind from one step, and has the others in the log alone. */
const SHOWN = 10;

/** All findings, the most severe first, and the summary as a plain line of the log. */
export function githubReport(report: Report): string {
  const findings = mostSevereFirst(report.findings);
  const command = (finding: ReportedFinding) => findingCommand(finding, report.environments.length);
  const lines = [
    ...findings.filter((f) => f.severity !== "info").map(command),
    // Before the other notices, or it would be one that isn't shown.
    ...moreInTheLog(report),
    ...findings.filter((f) => f.severity === "info").map(command),
    summaryLine(report, PLAIN),
  ];
  return `${lines.join("\n")}\n`;
}

function findingCommand(finding: ReportedFinding, total: number): string {
  const { severity, rule, at } = finding;
  const properties: readonly (readonly [string, string | undefined])[] = [
    ["file", at.file],
    ["line", at.file === undefined ? undefined : at.line?.toString()],
    ["col", at.file === undefined ? undefined : at.column?.toString()],
    ["title", inertLine(rule)],
  ];
  return workflowCommand(COMMANDS[severity], properties, annotationText(finding, total));
}

function moreInTheLog({ findings }: Report): readonly string[] {
  const hidden = (Object.keys(COMMANDS) as Severity[]).some((severity) => countOf(findings, severity) > SHOWN);
  if (!hidden) return [];
  const text = `${findings.length} findings, of which GitHub shows ${SHOWN} of a kind here. The log of this step has them all.`;
  return [workflowCommand("notice", [["title", "certctl-gitops validate"]], text)];
}

/** `::error file=a.yaml,line=1::text`. */
function workflowCommand(
  name: string,
  properties: readonly (readonly [string, string | undefined])[],
  text: string,
): string {
  const written = properties.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${property(value)}`]));
  return `::${name} ${written.join(",")}::${data(text)}`;
}

function data(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
