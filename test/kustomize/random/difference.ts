/** Says a difference between two builds in a few lines. */
import type { Comparison, Ours, Tree } from "./compare.ts";
import { saidBy } from "./reason.ts";

const CONTEXT = 3;

/** The first lines that differ, `-` what kustomize wrote and `+` what we wrote, after up to three common ones. */
export function firstDifference(real: string, ours: string, most = 24): string {
  const left = real.split("\n");
  const right = ours.split("\n");
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  const rest = Math.min(left.length, right.length) - start;
  while (end < rest && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const common = left.slice(Math.max(0, start - CONTEXT), start).map((line) => `  ${line}`);
  const lines = [
    ...common,
    ...left.slice(start, left.length - end).map((line) => `- ${line}`),
    ...right.slice(start, right.length - end).map((line) => `+ ${line}`),
  ];
  const shown = lines.length > most ? [...lines.slice(0, most), `... and ${lines.length - most} lines more`] : lines;
  return [`line ${start + 1}:`, ...shown].join("\n");
}

export function describeComparison({ outcome, real, ours }: Comparison): string {
  switch (outcome) {
    case "other bytes":
      return `${outcome}: ${firstDifference(real.stdout ?? "", textOf(ours))}`;
    case "other warnings":
      return `${outcome}: ${firstDifference(real.stderr, "stderr" in ours ? ours.stderr : "")}`;
    case "kustomize refuses":
      return `only kustomize refuses: ${saidBy(real)}`;
    case "we refuse":
      return `only we refuse: ${messageOf(ours)}`;
    case "we crash":
      return `we crash: ${messageOf(ours)}\n(kustomize ${real.stdout === undefined ? `refuses: ${saidBy(real)}` : "accepts"})`;
    case "both refuse":
      return `both refuse.\nkustomize: ${saidBy(real)}\nwe: ${messageOf(ours)}`;
    default:
      return outcome;
  }
}

const textOf = (ours: Ours): string => ("stdout" in ours ? ours.stdout : "");

function messageOf(ours: Ours): string {
  if ("crash" in ours) return ours.crash;
  return "error" in ours ? `${ours.error}: ${ours.message}` : "nothing";
}

/** All files of a tree, one after another. */
export function describeTree(tree: Tree): string {
  return [...tree].map(([path, text]) => `#### ${path}\n${text}${text.endsWith("\n") ? "" : "\n"}`).join("");
}
