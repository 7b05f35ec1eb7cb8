/** Reports that a service shows beside the files of a repository name them from its top, wherever the program was started. */
import { relative, resolve, sep } from "node:path";
import { STANDARD_INPUT } from "../../environments/environments.ts";
import { repositoryRoot } from "../../files/git.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import type { Format } from "../../reports/render.ts";

const BESIDE_FILES: ReadonlySet<Format> = new Set(["sarif", "junit", "github"]);

export function reportFor(format: Format, report: Report, cwd: string): Report {
  const root = repositoryRoot(cwd);
  if (root === undefined || root === cwd || !BESIDE_FILES.has(format)) return report;
  const placed = <F extends Finding>(finding: F): F => {
    const { file } = finding.at;
    if (file === undefined || file === STANDARD_INPUT) return finding;
    const path = relative(root, resolve(cwd, file)).split(sep).join("/");
    return path.startsWith("../") ? finding : { ...finding, at: { ...finding.at, file: path } };
  };
  return { ...report, findings: report.findings.map(placed), suppressed: report.suppressed.map(placed) };
}
