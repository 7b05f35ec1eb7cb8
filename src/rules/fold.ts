/** The same finding from the same line of many environments becomes one that names them. */
import { bySeverity, type Finding } from "../model/finding.ts";
import type { ReportedFinding } from "../model/report.ts";

export interface Found<T extends Finding = Finding> {
  /** Undefined of what is said of the input itself. */
  readonly environment?: string;
  readonly finding: T;
}

/** Errors first, then by file, line, column, rule and resource. */
export function fold<T extends Finding>(found: readonly Found<T>[]): (T & ReportedFinding)[] {
  const folded = new Map<string, { finding: T; environments: Set<string> }>();
  for (const { environment, finding } of found) {
    const key = keyOf(finding);
    const known = folded.get(key);
    const { environments } = known ?? { environments: new Set<string>() };
    if (known === undefined) folded.set(key, { finding, environments });
    if (environment !== undefined) environments.add(environment);
  }
  return [...folded.values()]
    .map(({ finding, environments }) => ({ ...finding, environments: [...environments] }))
    .sort((a, b) => compare(a, b));
}

/** Where the file says the line, the object's name may differ from cluster to cluster. */
function keyOf({ rule, severity, message, fix, at }: Finding): string {
  const place = at.file === undefined || at.line === undefined ? [at.resource] : [at.line, at.column, at.document];
  return JSON.stringify([rule, severity, message, fix, at.file, at.pointer, ...place]);
}

function compare(a: Finding, b: Finding): number {
  return (
    bySeverity(a, b) ||
    byText(a.at.file, b.at.file) ||
    (a.at.line ?? 0) - (b.at.line ?? 0) ||
    (a.at.column ?? 0) - (b.at.column ?? 0) ||
    byText(a.rule, b.rule) ||
    byText(a.at.resource, b.at.resource) ||
    byText(a.at.pointer, b.at.pointer)
  );
}

function byText(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
