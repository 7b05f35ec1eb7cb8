/** `-o text`: what a person reads in a terminal. */
import { grouped } from "../model/grouped.ts";
import type { Report, ReportedFinding } from "../model/report.ts";
import type { Colors } from "./colors.ts";
import { formatFinding } from "./finding-text.ts";
import { summaryLine } from "./summary.ts";
import { inEnvironments } from "./wording.ts";

/** The findings of a file stand together, the worst files first, with an empty line between findings; the summary is last. */
export function textReport(report: Report, colors: Colors): string {
  const blocks = byFile(report.findings).map((finding) =>
    formatFinding(finding, colors, inEnvironments(finding.environments, report.environments.length)),
  );
  return [...blocks, `${summaryLine(report, colors)}\n`].join("\n");
}

function byFile(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return [...grouped(findings, ({ at }) => at.file).values()].flat();
}
