/** What kustomize makes of a `>` text: it writes the text as `>` again and reads that, and not all comes back alike. */

const LEADING_BREAKS = /^\n*/;
const BREAKS = /\n+/g;
const BLANK_START = /^[ \t]/;
const NO_BLOCK = /[^\t\n -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]| $| \n/u;

/**
 * The text that kustomize 5.8.1 goes on with, where a file has `text` in the style `>`. Before an indented line and at
 * the end it gains an empty line, or where its first line is indented it loses line breaks. Follows go.yaml.in/yaml/v3,
 * emitterc.go. Texts with spaces before a line break, or with characters that need escapes, stay as they are.
 */
export function foldedText(text: string): string {
  if (!text.includes("\n") || NO_BLOCK.test(text)) return text;
  const start = LEADING_BREAKS.exec(text)?.[0] ?? "";
  const body = text.slice(start.length);
  return start + (BLANK_START.test(body) ? withoutExtraBreaks(body) : withExtraBreaks(body));
}

/** Every line that is not indented gets a break more than it had, which only lines that are not indented take away. */
function withExtraBreaks(body: string): string {
  return body.replace(BREAKS, (breaks, at: number) => {
    if (isIndented(body, lineStart(body, at))) return breaks;
    const next = at + breaks.length;
    if (next === body.length) return breaks.length === 1 ? breaks : `${breaks}\n`;
    return isIndented(body, next) ? `${breaks}\n` : breaks;
  });
}

/** Breaks between lines that are not indented fold: one becomes a space, of more one is lost. */
function withoutExtraBreaks(body: string): string {
  return body.replace(BREAKS, (breaks, at: number) => {
    const next = at + breaks.length;
    if (next === body.length || isIndented(body, next) || isIndented(body, lineStart(body, at))) return breaks;
    return breaks.length === 1 ? " " : breaks.slice(1);
  });
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

function isIndented(text: string, start: number): boolean {
  return text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9;
}
