/** Quoted texts and flow collections whose later lines are not indented: go-yaml takes them, YAML 1.2 does not. */
import type { Document, Node, YAMLError } from "yaml";
import { isCollection, isNode, isScalar, visit } from "yaml";

/**
 * The text with the later lines of what a problem is about moved to the right, which changes no value; undefined where
 * no problem is of this sort, or all begin up to `after`, the offset where the last one began.
 */
export function indented(
  text: string,
  document: Document,
  after: number,
): { readonly text: string; readonly start: number } | undefined {
  const starts = document.errors.map((problem) => openingOf(document, problem) ?? -1);
  const start = Math.min(...starts.filter((offset) => offset > after));
  if (start === Number.POSITIVE_INFINITY) return undefined;
  const end = endOf(text, start);
  if (end === undefined) return undefined;
  const column = start - text.lastIndexOf("\n", start - 1);
  const lines = text.slice(start, end).replaceAll("\n", `\n${" ".repeat(column)}`);
  return { text: text.slice(0, start) + lines + text.slice(end), start };
}

function openingOf(document: Document, problem: YAMLError): number | undefined {
  if (problem.code !== "MISSING_CHAR" && problem.code !== "BAD_INDENT") return undefined;
  const at = problem.pos[0];
  let start: number | undefined;
  visit(document, (_, node) => {
    if (!isNode(node) || !node.range) return undefined;
    if (!isOpening(node)) return undefined;
    if (node.range[0] < at) start = node.range[0];
    return visit.SKIP;
  });
  return start;
}

function isOpening(node: Node): boolean {
  if (isCollection(node)) return node.flow === true;
  return isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE");
}

/** Quoted texts, comments, and the other characters of a flow collection. */
const PARTS = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'|(?<=\s)#[^\n]*|[[{]|[\]}]|[^\s"'#[\]{},:][^[\]{},\n:]*|[\s\S]/g;

/** The offset behind the quoted text or the flow collection that begins here. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  PARTS.lastIndex = start;
  for (let part = PARTS.exec(text); part !== null; part = PARTS.exec(text)) {
    if (/^[[{]$/.test(part[0])) depth++;
    else if (/^[\]}]$/.test(part[0])) depth--;
    if (depth <= 0) return part[0] === '"' || part[0] === "'" ? undefined : PARTS.lastIndex;
  }
  return undefined;
}
