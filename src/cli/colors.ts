/** How the command line looks: colours where a person reads, and nothing that a name can smuggle in. */
import { createColors } from "picocolors";
import { type Finding, formatPlace } from "../model/finding.ts";
import type { Io } from "./io.ts";

export type Colors = ReturnType<typeof createColors>;

/** `--color` wins over NO_COLOR, that over FORCE_COLOR; without any, a terminal that is not dumb has colours. */
export function colorsFor(io: Io, stream: "stdout" | "stderr", flag: string): Colors {
  if (flag !== "auto") return createColors(flag === "always");
  if ((io.env.NO_COLOR ?? "") !== "") return createColors(false);
  const force = io.env.FORCE_COLOR ?? "";
  if (force !== "") return createColors(force !== "0" && force !== "false");
  return createColors(io.isTerminal[stream] && io.env.TERM !== "dumb");
}

/** Control characters and marks that turn the direction of text become visible: a name must not move a cursor. */
export function inert(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  return text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => {
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** One problem: what, where, how to fix it. */
export function formatFinding(finding: Finding, colors: Colors): string {
  const { severity, message, rule, fix, accepted, at } = finding;
  const head = severity === "error" ? colors.red("error") : severity === "warning" ? colors.yellow("warning") : "info";
  const place = inert(formatPlace(at));
  const lines = [
    `${head}: ${inert(message)} ${colors.dim(`[${rule}]`)}`,
    ...(place === "" ? [] : [`  at   ${place}`]),
    accepted === undefined ? `  fix  ${inert(fix)}` : `  accepted  ${inert(accepted)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** `1 file`, `2 files`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
