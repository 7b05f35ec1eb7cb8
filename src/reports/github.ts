/** `-o github`: workflow commands, which GitHub Actions shows as annotations of the lines of a pull request. */
import type { Severity } from "../model/finding.ts";
import type { Report, ReportedFinding } from "../model/report.ts";
import { annotationText } from "./annotation.ts";
import { PLAIN } from "./colors.ts";
import { countOf, mostSevereFirst } from "./severity.ts";
import { summaryLine } from "./summary.ts";
import { placed, SHOWN, workflowCommand } from "./workflow-command.ts";

const COMMANDS: Readonly<Record<Severity, "error" | "warning" | "notice">> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

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
  return workflowCommand(COMMANDS[severity], placed(at, rule), annotationText(finding, total));
}

function moreInTheLog({ findings }: Report): readonly string[] {
  const hidden = (Object.keys(COMMANDS) as Severity[]).some((severity) => countOf(findings, severity) > SHOWN);
  if (!hidden) return [];
  const text = `${findings.length} findings, of which GitHub shows ${SHOWN} of a kind here. The log of this step has them all.`;
  return [workflowCommand("notice", [["title", "certctl-gitops validate"]], text)];
}
