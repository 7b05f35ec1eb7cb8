/** What stands behind a document's value: go-yaml stops reading there, so it is lost without an error. */
import type { ParsedNode, YAMLError } from "yaml";
import { isCollection } from "yaml";

/** True for a problem with what follows a value that has ended: `{...}{...}`, or lines further left than the first. */
export function isAfterRoot(problem: YAMLError, root: ParsedNode | null, text: string): boolean {
  const [at] = problem.pos;
  if (problem.code !== "UNEXPECTED_TOKEN" || root === null || at < root.range[1]) return false;
  if (/[@`\t]/.test(text.charAt(at))) return false;
  return !isCollection(root) || root.flow === true || !startsLine(root.range[0], text);
}

function startsLine(offset: number, text: string): boolean {
  return offset === 0 || text.charAt(offset - 1) === "\n";
}
