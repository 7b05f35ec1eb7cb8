/** One finding as a block of lines, for people. */
import { type Finding, formatPlace, type Place } from "../model/finding.ts";
import type { Colors } from "./colors.ts";
import { inert, inertLine } from "./inert.ts";
import { inColor } from "./severity.ts";

/** What is wrong, where, how to fix it; `environments` says which of many have it. */
export function formatFinding(finding: Finding, colors: Colors, environments = ""): string {
  const { severity, message, rule, fix, accepted, at } = finding;
  const rows: readonly (readonly [string, string])[] = [
    ["at", inertLine(placeOf(at))],
    ["on", inertLine(fieldOf(at))],
    ["in", inertLine(environments)],
    ["set", inertLine(settingOf(at))],
    accepted === undefined ? ["fix", lines(fix)] : ["accepted", lines(accepted)],
  ];
  return [
    `${inColor(severity, severity, colors)}: ${lines(message)} ${colors.dim(`[${inertLine(rule)}]`)}\n`,
    ...rows.filter(([, text]) => text !== "").map(([label, text]) => `  ${label.padEnd(3)}  ${text}\n`),
  ].join("");
}

/** Whatever a text has after its first line is set in, so that it can't pass for a finding or a row of ours. */
function lines(text: string): string {
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
