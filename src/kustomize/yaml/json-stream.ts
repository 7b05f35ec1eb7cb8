/** Divides a text of JSON objects that stand behind each other: to YAML only the first of them is there. */
import type { Chunk } from "./split.ts";

/** The objects, each with the space before it; undefined where the text is anything else than two objects or more. */
export function splitObjects(text: string): readonly Chunk[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const chunks: Chunk[] = [];
  let [start, line, lines, depth] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "\n") lines++;
    else if (sign === '"') at = stringEnd(text, at);
    else if (sign === "{") depth++;
    else if (sign === "}") depth--;
    else if (depth === 0 && !/\s/.test(sign ?? "")) return undefined;
    if (sign !== "}" || depth > 0) continue;
    if (depth < 0) return undefined;
    chunks.push({ text: text.slice(start, at + 1), line });
    [start, line] = [at + 1, lines];
  }
  return depth === 0 && chunks.length > 1 ? chunks : undefined;
}

/** Where the quote that ends a string stands. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
