/** Scalars of which go-yaml makes something else than YAML 1.2 says, corrected by their source. */
import { TextError } from "./text-error.ts";

/**
 * A block scalar's text: at the end of a file without a last line break it has none either. Undefined where a tab
 * stands before its first text, though nothing says how far the block is indented.
 */
export function blockText(text: string, file: string, start: number, end: number): string | undefined {
  if (/^\n*\t/.test(text) && !/^[|>][-+]?[1-9]/.test(file.slice(start, start + 3))) return undefined;
  if (end < file.length || !text.endsWith("\n") || /\n[ \t]*$/.test(file)) return text;
  return text.slice(0, -1);
}

/** A double-quoted text; JSON's `\\/` and halves of characters are refused, `\\'` is an apostrophe. */
export function doubleQuoted(text: string, file: string, start: number, end: number): string {
  const slash = file.indexOf("\\", start);
  if (slash < 0 || slash >= end) return text;
  let apostrophes = false;
  for (const { 0: sign, index } of file.slice(start, end).matchAll(ESCAPE)) {
    if (sign === "\\'") apostrophes = true;
    else if (REFUSED.test(sign)) throw new TextError(`found unknown escape ${sign}`, start + index);
  }
  return apostrophes ? text.replaceAll("\\'", "'") : text;
}

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/gsu;
const REFUSED = /^\\(?:\/|u[dD][89a-fA-F])/;
