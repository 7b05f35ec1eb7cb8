/** Scalars of which go-yaml makes something else than YAML 1.2 says, corrected by their source. */
import type { Chomp } from "./block-text.ts";
import { ending, fold } from "./block-text.ts";
import { TextError } from "./text-error.ts";

/**
 * A block scalar's text: lines of spaces at its end are text where they are longer than the indentation, and at the end
 * of a file without a last line break it has none either. Undefined where a tab stands before its first text, though
 * nothing says how far the block is indented.
 */
export function blockText(text: string, file: string, start: number, end: number): string | undefined {
  if (/^\n*\t/.test(text) && !/^[|>][-+]?[1-9]/.test(file.slice(start, start + 3))) return undefined;
  if (LAST_SPACES.test(file.slice(start, end))) return withLastSpaces(text, file.slice(start, end));
  if (end < file.length || !text.endsWith("\n") || /\n[ \t]*$/.test(file)) return text;
  return text.slice(0, -1);
}

const LAST_SPACES = /\n +\n*$/;

function withLastSpaces(text: string, source: string): string {
  const [header = "", ...lines] = source.split("\n");
  const first = lines.find((line) => line.trim() !== "");
  if (first === undefined) return text;
  const indent = leadingSpaces(first) - leadingSpaces(text.replace(/^\n+/, ""));
  const last = lines.findLastIndex((line) => line.trim() !== "" || line.length > indent);
  if ((lines[last] ?? "").trim() !== "") return text;
  const content = lines.map((line) => line.slice(indent)).join("\n");
  const chomp = header.slice(1, 3).includes("-") ? "strip" : header.slice(1, 3).includes("+") ? "keep" : "clip";
  return header.startsWith(">") ? fold(content.replace(/\n$/, ""), chomp) : literal(content, chomp);
}

function literal(content: string, chomp: Chomp): string {
  const text = content.replace(/\n+$/, "");
  return text + ending(content.slice(text.length), chomp);
}

function leadingSpaces(text: string): number {
  return text.length - text.replace(/^ +/, "").length;
}

/** A double-quoted text; JSON's `\\/` and halves of characters are refused, `\\'` is an apostrophe. */
export function doubleQuoted(text: string, file: string, start: number, end: number): string {
  const slash = file.indexOf("\\", start);
  if (slash < 0 || slash >= end) return text;
  let apostrophes = false;
  for (const { 0: sign, index } of file.slice(start, end).matchAll(ESCAPE)) {
    if (sign === "\\'") apostrophes = true;
    else if (REFUSED.test(sign))
      throw new TextError("found an unknown escape, \\/ or half of a character", start + index);
  }
  return apostrophes ? text.replaceAll("\\'", "'") : text;
}

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/gsu;
const REFUSED = /^\\(?:\/|u[dD][89a-fA-F])/;
