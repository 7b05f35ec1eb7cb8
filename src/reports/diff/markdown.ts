/** `-o markdown`: a difference as a comment of a pull request, or as the summary of a step. */
import type { DiffReport } from "../../model/difference.ts";
import { link } from "../markdown.ts";
import { count } from "../wording.ts";
import { type Details, details } from "./markdown-details.ts";
import { name, notePart, parts } from "./markdown-parts.ts";
import { type Filled, fill, type Part, sizeOf, type Unit } from "./room.ts";
import { commandText, NOT_COVERED, sideText, VERDICTS, verdictParts } from "./verdict.ts";

export interface MarkdownOptions {
  /** The most that it may take, at least 10,000. */
  readonly limit: number;
  /** What `limit` counts; characters where it is not said. */
  readonly unit?: Unit;
  /** The first line, by which the comment is found again: `diffMarker(...)`. */
  readonly marker?: string;
  /** Address of the whole report, for what is left out. */
  readonly link?: string;
}

/** For comments: GitHub takes 65,536 characters. */
export const COMMENT = { limit: 60_000, unit: "characters" } as const;
/** For `GITHUB_STEP_SUMMARY`: GitHub takes 1024 KiB. */
export const STEP_SUMMARY = { limit: 1_000_000, unit: "bytes" } as const;

/** The line by which a comment is known; `id` tells the comments of several jobs apart, in letters, digits, `.`, `_` and `-`. */
export function diffMarker(id = ""): string {
  const plain = id.replaceAll(/[^\w.-]/g, "_").replaceAll("--", "__");
  return `<!-- certctl-gitops diff${plain === "" ? "" : ` ${plain}`} -->`;
}

/** For what is said of what is left out. */
const RESERVED = 1500;

/** Verdict, what is not known, risks, images, order, changes and details; what has no room is counted. */
export function diffMarkdown(report: DiffReport, options: MarkdownOptions): string {
  const { limit, unit = "characters" } = options;
  const top = head(report, options);
  const bottom = foot(report);
  const room = limit - sizeOf(top, unit) - sizeOf(bottom, unit) - RESERVED;
  const { filled, changes } = fillAll(report, room, unit);
  const left = [
    ...filled.filter(({ missing }) => missing > 0).map(({ missing, part }) => count(missing, part.noun)),
    ...changes.left,
  ];
  const texts = filled.map(({ text }) => text);
  const blocks = [top, leftOut(left, options), ...texts.slice(0, -1), ...changes.blocks, texts.at(-1) ?? "", bottom];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

interface Content {
  /** The notes are the last. */
  readonly filled: readonly (Filled & { readonly part: Part })[];
  readonly changes: Details;
}

/** Every part gets its share, the details what is left, and then the parts that want more what the details left. */
function fillAll(report: DiffReport, room: number, unit: Unit): Content {
  const all = [...parts(report), notePart(report)];
  const length = (text: string): number => (text === "" ? 0 : sizeOf(text, unit) + 2);
  const first = all.map((part) => fill(part, Math.floor(room * part.share), unit));
  const changes = details(report, room - first.reduce((sum, { text }) => sum + length(text), 0), unit);
  let free = changes.free;
  const filled = all.map((part, index) => {
    const before = first[index] as Filled;
    if (before.missing === 0) return { ...before, part };
    const after = fill(part, length(before.text) + free, unit);
    free -= length(after.text) - length(before.text);
    return { ...after, part };
  });
  return { filled, changes };
}

function head(report: DiffReport, { marker }: MarkdownOptions): string {
  const [first = "", ...rest] = verdictParts(report);
  const title = VERDICTS[report.verdict];
  const lines = [
    ...(marker === undefined ? [] : [marker]),
    `### ${title.slice(0, 1).toUpperCase()}${title.slice(1)}: ${first}`,
    "",
    rest.join(" · "),
    "",
    `From ${name(sideText(report.base))} to ${name(sideText(report.head))}`,
  ];
  return lines.join("\n");
}

function foot(report: DiffReport): string {
  const command = commandText(report);
  const again = command === undefined ? "" : ` To see it again: \`${command}\``;
  return `<sub>${NOT_COVERED}${again}</sub>`;
}

function leftOut(left: readonly string[], { link: address }: MarkdownOptions): string {
  if (left.length === 0) return "";
  const where =
    address === undefined
      ? "`certctl-gitops diff` shows all of it."
      : `They are in ${link("the whole report", address)}.`;
  return `> [!NOTE]\n> Left out, being too long for this place: ${left.join(", ")}. ${where}`;
}
