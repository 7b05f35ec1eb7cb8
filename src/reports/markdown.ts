/** Texts that anybody may have written, in Markdown as GitHub and GitLab show it: nothing in them is markup, a link, or calls anybody. */
import { inert, inertLine } from "./inert.ts";

/** Nothing that a browser or a reader of Markdown sees in what is written here; a break of a word that nobody sees. */
const BREAK = "&#8203;";

/**
 * Running text, of which nothing is more than text; line breaks stay, as `<br>`. It may stand in a table, in a list and
 * between HTML tags, but not at the beginning of a line. A forge looks for people, issues and addresses in what is shown,
 * where no escape helps, so these words are broken: https://docs.github.com/get-started/writing-on-github lists them.
 */
export function prose(text: string): string {
  return inert(text).split("\n").map(literal).join("<br>");
}

/** A name: one line, in a box, in which no forge looks for people and issues. It may stand wherever `prose` may. */
export function code(text: string): string {
  const line = inertLine(text);
  // A table ends its cells at every `|`, and a code span takes the spaces at its ends away.
  return line === "" || /[`|]|^\s|\s$/.test(line) ? codeElement(text) : `\`${line}\``;
}

/** The same where Markdown is not read, within the tags of an HTML block. */
export function codeElement(text: string): string {
  return `<code>${literal(inertLine(text))}</code>`;
}

const MARKUP = /[\\`*_[\]<&|~$^]/g;

function literal(line: string): string {
  return line
    .replaceAll(MARKUP, (c) => `&#${c.charCodeAt(0)};`)
    .replaceAll("@", `@${BREAK}`)
    .replaceAll("://", `:${BREAK}//`)
    .replaceAll(/(?<!&)#(?=\d)/g, `#${BREAK}`)
    .replaceAll(/\bGH-(?=\d)/gi, (word) => `${word.slice(0, 2)}${BREAK}-`)
    .replaceAll(/\bwww\./gi, (word) => `${word.slice(0, 3)}${BREAK}.`);
}

/** Lines as they are, in a fence that is longer than any within; a tab stays a tab. Each of `lines` is one line. */
export function fenced(language: string, lines: readonly string[]): readonly string[] {
  const shown = lines.map(fencedLine);
  const longest = shown.reduce((most, line) => Math.max(most, longestRun(line)), 0);
  const fence = "`".repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, ...shown, fence];
}

/** How many backticks stand together in a line, at most. */
export function longestRun(line: string): number {
  return (line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}

/** A line as it stands in a fence, which may be longer than it was. */
export function fencedLine(line: string): string {
  return line.split("\t").map(inertLine).join("\t");
}

/** A link, where the address is one of the web, and else the text alone; `text` is our own. */
export function link(text: string, address: string): string {
  if (!/^https?:\/\/[^\s/]/.test(address)) return text;
  const written = encodeURI(address.replaceAll(/\p{Surrogate}/gu, "\ufffd")).replaceAll("%25", "%");
  return `[${text}](${written.replaceAll(/[()<>\\"'`*_|]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)})`;
}
