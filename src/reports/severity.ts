/** What counts most comes first, and is seen. */
import type { Finding, Severity } from "../model/finding.ts";
import type { Colors } from "./colors.ts";

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The same findings; those that are equally severe keep their order. */
export function mostSevereFirst<F extends Finding>(findings: readonly F[]): readonly F[] {
  return findings.toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity]);
}

export function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

export function inColor(severity: Severity, text: string, colors: Colors): string {
  if (severity === "error") return colors.red(text);
  return severity === "warning" ? colors.yellow(text) : text;
}
