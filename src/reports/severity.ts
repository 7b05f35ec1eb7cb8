/** What counts most comes first, and is seen. */
import { bySeverity, type Finding, type Severity } from "../model/finding.ts";
import type { Colors } from "./colors.ts";

/** The same findings; those that are equally severe keep their order. */
export function mostSevereFirst<F extends Finding>(findings: readonly F[]): readonly F[] {
  return findings.toSorted(bySeverity);
}

export function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

export function inColor(severity: Severity, text: string, colors: Colors): string {
  if (severity === "error") return colors.red(text);
  return severity === "warning" ? colors.yellow(text) : text;
}
