/** One finding as a block of lines, for people. */
import { type Finding, formatPlace, type Place } from "../model/finding.ts";
import type { Colors } from "./colors.ts";
import { inert, inertLine } from "./inert.ts";
import { inColor } from "./severity.ts";

/** What is wrong, where, how to fix it; `environments` says which of many have it. */
export function formatFinding(finding: Finding, colors: Colors, environments = ""): string {
  const { severity, message, rule, fix, accepted, at } = finding;
  return formatBlock(
    `${inColor(severity, severity, colors)}: ${lines(message)} ${colors.dim(`[${inertLine(rule)}]`)}`,
    [
      ["at", inertLine(placeOf(at))],
      ["on", inertLine(fieldOf(at))],
      ["in", inertLine(environments)],
      ["set", inertLine(settingOf(at))],
      accepted === undefined ? ["fix", lines(fix)] : ["accepted", lines(accepted)],
    ],
  );
}

/** A first line, and below it what is not empty behind its label; all of it is inert already. */
export function formatBlock(head: string, rows: readonly (readonly [label: string, text: string])[]): string {
  const shown = rows.filter(([, text]) => text !== "");
  return [head, ...shown.map(([label, text]) => `  ${label.padEnd(3)}  ${text}`), ""].join("\n");
}

/** Whatever a text has after its first line is set in, so that it can't pass for a finding or a row of ours. */
export function lines(text: string): string {
  return inert(text).replaceAll("\n", "\n  |    ");
}

function placeOf(at: Place): string {
  const document = at.document === undefined || at.line !== undefined ? "" : `document ${at.document}`;
  return [formatPlace(at), document].filter((part) => part !== "").join(", ");
}

/** `by server.replicas of the fleet file`, or empty. */
export function settingOf({ setting }: Place): string {
  return setting === undefined ? "" : `by ${setting} of the fleet file`;
}

/** `Deployment.apps certctl/certctl-server /spec/replicas`. */
export function fieldOf({ resource = "", pointer = "" }: Place): string {
  return [resource, pointer].filter((part) => part !== "").join(" ");
}
