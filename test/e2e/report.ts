/** Writes what a scenario saw, as text for people and as JSON for programs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPORTS } from "./settings.ts";
import type { Moment } from "./timeline.ts";

export interface Chapter {
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly result: "passed" | "failed" | "skipped";
  /** Why it failed, or was skipped. */
  readonly reason?: string;
}

export interface Report {
  readonly scenario: string;
  readonly certctl: { readonly version: string; readonly nextVersion?: string };
  readonly chapters: readonly Chapter[];
  readonly moments: readonly Moment[];
}

export function writeReport(report: Report): void {
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(join(REPORTS, `${report.scenario}.json`), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(REPORTS, `${report.scenario}.txt`), asText(report));
}

/** One line for each moment, with the seconds since its chapter began. */
function asText({ scenario, certctl: { version, nextVersion }, chapters, moments }: Report): string {
  const lines = [`${scenario}: certctl ${version}${nextVersion === undefined ? "" : `, then ${nextVersion}`}`];
  for (const { title, from, to, result, reason } of chapters) {
    lines.push("", `${result.padEnd(8)}${title} (${seconds(to - from)} s)`);
    if (reason !== undefined) lines.push(...reason.split("\n").map((line) => `        ${line}`));
    for (const { at, kind, name, event } of moments) {
      if (at < from || at > to) continue;
      lines.push(`  ${seconds(at - from).padStart(6)}  ${kind === "" ? event : `${kind} ${name} ${event}`}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
