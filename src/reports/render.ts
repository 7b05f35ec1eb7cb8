/** What `validate` found in any of its formats: all of them the same bytes for the same report. */
import type { Severity } from "../model/finding.ts";
import type { Report, RuleInfo } from "../model/report.ts";
import type { Colors } from "./colors.ts";
import { githubReport } from "./github.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { sarifReport } from "./sarif.ts";
import { textReport } from "./text.ts";

export const FORMATS = ["text", "json", "sarif", "junit", "github"] as const;
export type Format = (typeof FORMATS)[number];

/** What formats need beside the report. */
export interface Rendering {
  /** `PLAIN` for files. */
  readonly colors: Colors;
  /** All rules that there are, in their order. */
  readonly rules: readonly RuleInfo[];
  /** Of the program. */
  readonly version: string;
  /** Which findings fail the run. */
  readonly failing: readonly Severity[];
}

const FORMATTERS: Readonly<Record<Format, (report: Report, rendering: Rendering) => string>> = {
  text: (report, { colors }) => textReport(report, colors),
  json: jsonReport,
  sarif: (report, { rules, version }) => sarifReport(report, rules, version),
  junit: (report, { failing }) => junitReport(report, failing),
  github: githubReport,
};

export function render(format: Format, report: Report, rendering: Rendering): string {
  return FORMATTERS[format](report, rendering);
}
