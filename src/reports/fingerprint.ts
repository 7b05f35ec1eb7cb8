/** By what a finding is known again when its file has changed around it. */
import { createHash } from "node:crypto";
import type { ReportedFinding } from "../model/report.ts";

/** A fingerprint for each finding: of the rule and the field, not of lines and texts. The second on a field is numbered. */
export function fingerprints(findings: readonly ReportedFinding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, at }) => {
    const key = JSON.stringify([rule, at.file ?? "", at.resource ?? "", at.pointer ?? "", at.path ?? ""]);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return `${createHash("sha256").update(key).digest("hex")}:${times}`;
  });
}
