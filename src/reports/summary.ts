/** The one line that says how it went. */
import { SEVERITIES } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Colors } from "./colors.ts";
import { inertLine } from "./inert.ts";
import { countOf, inColor } from "./severity.ts";
import { count, listed } from "./wording.ts";

/** `3 environments, 57 objects: 2 errors, 1 warning; 3 suppressed; ...`, without a line break. */
export function summaryLine(report: Report, colors: Colors): string {
  const { environments, objects, suppressed } = report;
  const seen = `${count(environments.length, "environment")}, ${count(objects, "object")}`;
  const rest = [
    foundText(report, colors),
    suppressed.length === 0 ? "" : `${suppressed.length} suppressed`,
    uncheckedText(report),
  ];
  return `${seen}: ${rest.filter((part) => part !== "").join("; ")}`;
}

function foundText({ findings }: Report, colors: Colors): string {
  if (findings.length === 0) return "no findings";
  return SEVERITIES.map((severity) => [severity, countOf(findings, severity)] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => inColor(severity, count(n, severity), colors))
    .join(", ");
}

const KINDS = 5;

/** `4 objects of 2 kinds not checked (no schema): example.com/v1 Foo (3), example.com/v1 Bar (1)`; or empty. */
export function uncheckedText({ unchecked }: Report): string {
  if (unchecked.length === 0) return "";
  const objects = unchecked.reduce((sum, kind) => sum + kind.objects, 0);
  const kinds = unchecked.map((one) => inertLine(`${one.apiVersion} ${one.kind} (${one.objects})`));
  return `${count(objects, "object")} of ${count(unchecked.length, "kind")} not checked (no schema): ${listed(kinds, KINDS)}`;
}
