/** The comments in YAML text whose place after printing is sure: those that end a line, and those right above one. */
import type { Document, Node } from "yaml";
import { isMap, isNode, isPair, isScalar, isSeq, visit } from "yaml";
import { YamlTextError } from "./yaml-text-scalar.ts";

/** @throws YamlTextError where a comment stands elsewhere, where go-yaml may move it. */
export function checkComments(text: string, document: Document): void {
  let above = linesOf(document.commentBefore);
  if (document.comment) refuse();
  visit(document, (_key, node) => {
    if (isPair(node) || !isNode(node)) return;
    above += linesOf(node.commentBefore);
    if (node.comment && !endsLine(node)) refuse();
  });
  if (above !== countAbove(text.split("\n"))) refuse();
}

function refuse(): never {
  throw new YamlTextError("it has comments that are not right above or behind what they are about");
}

function linesOf(comment: string | null | undefined): number {
  return comment ? comment.split("\n").length : 0;
}

function endsLine(node: Node): boolean {
  if (/\n| $/.test(node.comment ?? "")) return false;
  return isScalar(node)
    ? node.source !== "" && !node.type?.startsWith("BLOCK")
    : (isMap(node) || isSeq(node)) && node.flow === true;
}

/** Lines that are comments only; each block of them must stand right above a line that starts at the same column. */
function countAbove(lines: readonly string[]): number {
  let count = 0;
  const head = headLength(lines);
  for (const [index, line] of lines.entries()) {
    const column = /^( *)#/.exec(line)?.[1]?.length;
    if (column === undefined) continue;
    count++;
    if (index < head) continue;
    const below = lines[index + 1] ?? "";
    if (below.trim() === "" || below.search(/\S/) !== column || line.endsWith(" ")) refuse();
  }
  return count;
}

/** How many lines the comment has that starts the text and has an empty line, and then no other comment, below it. */
function headLength(lines: readonly string[]): number {
  const end = lines.findIndex((line) => !line.startsWith("#") || line.endsWith(" "));
  if (lines[end] !== "") return 0;
  return lines
    .slice(end)
    .find((line) => line !== "")
    ?.startsWith("#")
    ? 0
    : end;
}

/** ` # about it`; empty where there is none. */
export function behind(node: Node | undefined): string {
  return node?.comment ? ` #${node.comment}` : "";
}

/** The lines above, each with its end and the spaces that the line below it starts with. */
export function aboveLine(indent: number, ...comments: readonly (string | null | undefined)[]): string {
  return comments
    .flatMap((comment) => (comment ? comment.split("\n") : []))
    .map((line) => `#${line}\n${" ".repeat(indent)}`)
    .join("");
}
