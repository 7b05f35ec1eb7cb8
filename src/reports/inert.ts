/** Names and messages come from files that anybody may have written: what could act in a terminal or a log is made visible. */

/** What a person does not see and a terminal obeys: controls but the line break, marks that turn text, half characters. */
export const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

/** `##[error]`, `##vso[...]`, `##teamcity[...]`: CI systems find these anywhere in a line. */
export const LOG_COMMAND = /##(?=\w*\[)/g;

/** `::error::`: GitHub finds it at the beginning of a line, behind any spaces. */
const LINE_COMMAND = /^(\s*):(?=:[A-Za-z])/gm;

/** `\u001b`. */
export function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** What is hidden becomes visible; line breaks stay. */
export function visible(text: string): string {
  return text.replaceAll(HIDDEN, escaped);
}

/** Neither a terminal nor the log of a CI system does anything for it but show it. */
export function inert(text: string): string {
  return visible(text).replaceAll(LOG_COMMAND, "#\\u0023").replaceAll(LINE_COMMAND, "$1\\u003a");
}

/** A name, which has no second line. */
export function inertLine(text: string): string {
  return inert(text.replaceAll("\n", "\\u000a"));
}

/** A name that may be broken into lines, at the beginning of which any of its words may come to stand. */
export function inertWords(text: string): string {
  return inertLine(text).replaceAll(/:(?=:)/g, "\\u003a");
}
