/** Names with values in texts of any language: `password=x`, `"token": "x"`, `--api-key x`, `export SECRET=x`. */
import { secretWord } from "../k8s/secret-words.ts";
import { REDACTED } from "../model/redacted.ts";
import { hideNamed } from "./named-value.ts";
import type { Hide } from "./redacted.ts";
import { isExpansion, isHarmless } from "./reference.ts";

/** Nothing is looked for in texts without any of these. */
export const HINT =
  /pass|pw|psk|secret|token|api.?key|[a-z_ -]key|cred|auth|hmac|webhook|bearer|basic |identified by|\bsig=|signature=|(?:^|[\s"'])-u|--user|login|literal|mysql|mariadb|redis-cli/i;

const ASSIGNMENT =
  /(?<![\w./-])(?<quote>\\*["']|)(?<name>(?:(?:api|access|private|encryption|client|secret|bootstrap) )?[-A-Za-z_][\w./-]*)\k<quote>(?<separator>[ \t]*(?::=|=>|==?|:-(?=[^\s}])|:(?![?+]))[ \t]*)/gi;

/** Of a script of a shell, values end at a space. */
export function hideAssignments(text: string, hide: Hide, isShell = text.startsWith("#!")): string {
  let shown = "";
  let done = 0;
  let line = lineAt(text, 0);
  ASSIGNMENT.lastIndex = 0;
  for (let match = ASSIGNMENT.exec(text); match !== null; match = ASSIGNMENT.exec(text)) {
    const { quote = "", name = "", separator = "" } = match.groups ?? {};
    const before = text[match.index - 1] ?? "";
    const isQuery = before === "?" || before === "&";
    if (!isPromising(name, isQuery)) continue;
    const start = match.index + match[0].length;
    if (start > line.end) line = lineAt(text, match.index);
    const isQuoted = quote !== "";
    const part = valueAt(text, start, { at: match.index, line, before, isQuoted, name, separator, isShell });
    if (part === undefined) continue;
    const value = text.slice(part.start, part.end);
    if (value === REDACTED || (isShell && (isExpansion(value) || isSentence(text, separator, part)))) continue;
    const instead = isSignature(name, isQuery) ? hide(value) : hideNamed(plain(name), value, hide);
    if (instead === undefined) continue;
    shown += text.slice(done, part.start) + instead;
    done = part.end;
    ASSIGNMENT.lastIndex = part.end;
  }
  return done === 0 ? text : shown + text.slice(done);
}

const plain = (name: string): string => name.replace(/^-+D?/, "");

const isSignature = (name: string, isQuery: boolean): boolean =>
  isQuery && /^(?:sig|signature|hmac|key|code|auth|x-(?:amz|goog)-signature)$/i.test(name);

function isPromising(name: string, isQuery: boolean): boolean {
  return secretWord(plain(name)) !== "none" || isSignature(name, isQuery);
}

/** `# the Secret: PostgreSQL reads it`: more words behind a colon, in a script, are a comment's. */
function isSentence(text: string, separator: string, { end }: Part): boolean {
  return separator.trim() === ":" && /^[ \t]+\S/.test(text.slice(end, end + 200));
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Without its break. */
function lineAt(text: string, at: number): Part {
  const end = text.indexOf("\n", at);
  return { start: text.lastIndexOf("\n", at - 1) + 1, end: end < 0 ? text.length : end };
}

/** So much of a line says what kind of a text it is: it may be a whole file without a break, full of names. */
const SEEN = 2000;

interface Assigned {
  /** Where the name begins, and the character before it. */
  readonly at: number;
  /** That of the name. */
  readonly line: Part;
  readonly before: string;
  readonly isQuoted: boolean;
  readonly name: string;
  readonly separator: string;
  readonly isShell: boolean;
}

/** The value without its quotes; undefined where none begins here. */
function valueAt(text: string, from: number, assigned: Assigned): Part | undefined {
  const { at, before, isQuoted, name, separator, isShell } = assigned;
  const endOfLine = assigned.line.end;
  const isColon = separator.trim() === ":";
  const start = from + (isColon ? (/^(?:[!&]\S*[ \t]+)+/.exec(text.slice(from, from + 100))?.[0].length ?? 0) : 0);
  if (isShell && !isQuoted && separator.trim() === "=") return shellWord(text, start, before);
  const quote = /^(?:"""|'''|\\*["'])/.exec(text.slice(start, start + 8))?.[0];
  // `PASSWORD :'name'`: a variable of psql.
  if (quote === "'" && /^[ \t]+:$/.test(separator)) return undefined;
  if (quote !== undefined) return { start: start + quote.length, end: endOfQuoted(text, start + quote.length, quote) };
  const line = text.slice(start, endOfLine);
  const seen = line.slice(0, SEEN);
  const inFront = text.slice(Math.max(assigned.line.start, at - SEEN), at);
  if (isColon && (line.trim() === "" || /^[|>][-+\d]*\s*(?:#.*)?$/.test(line))) return below(text, at, endOfLine);
  if (/^\[[^[\]{}]*\]/.test(line)) return { start: start + 1, end: start + line.indexOf("]") };
  if (/^[[{]/.test(line) && !line.startsWith("{{")) return undefined;
  if (isColon && !isQuoted && !/\s$/.test(separator) && !/(?:password|passwd|passphrase)$/i.test(name))
    return undefined;
  const to = (pattern: RegExp): Part => ({ start, end: start + (pattern.exec(line)?.[0].length ?? 0) });
  if (separator.includes(":-")) return to(/^[^}]*/);
  if (isQuoted) return to(/^[^,}\]\s]*/);
  if (before === "?" || before === "&") return to(/^[^&\s"'#<>]*/);
  const isFirst = /^[ \t]*(?:(?:#+|\/\/|[-+;]|export|set|ENV|ARG|setx)[ \t]+)*$/.test(inFront);
  if (isShell) return to(/^(?:\$\([^)]*\)|\$\{[^}]*\}|\\.|[^\s;|&<>)"'`])*/);
  if (/;\s*\w[\w ]*=/.test(seen) || before === ";") return to(/^[^;\n"']*/);
  if (isFirst && isColon) return { start, end: start + withoutComment(line).length };
  if (isFirst && !/\s[\w.-]+\s*=/.test(seen)) return { start, end: start + line.trimEnd().length };
  if (isColon && inFront.includes("{")) return to(/^(?:\{\{[^}]*\}\}|[^,}])*/);
  if (/,[\w.-]+=/.test(seen)) return to(/^(?:(?!,[\w.-]+=)[^\s"'&;])*/);
  return to(/^(?:\$\([^)]*\)|\{\{[^}]*\}\}|[^\s"'&])*/);
}

function withoutComment(line: string): string {
  const comment = line.search(/\s#/);
  return (comment < 0 ? line : line.slice(0, comment)).trimEnd();
}

const WORD = /(?:\$\([^)]*\)|\$\{[^}]*\}|\\.|[^\s;|&<>)"'`])*/y;
const SHELL_WORD = /(?:\$\([^)]*\)|\$\{[^}]*\}|\\.|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;|&<>)"'`])*/y;

/** `a"b c"d`; where the name itself stands in quotes (`-e "PASSWORD=a b"`), all up to their end. */
function shellWord(text: string, start: number, before: string): Part {
  const end = (pattern: RegExp): number => {
    pattern.lastIndex = start;
    return start + (pattern.exec(text)?.[0].length ?? 0);
  };
  if (before !== '"' && before !== "'") return { start, end: end(SHELL_WORD) };
  const word = text.slice(start, end(WORD));
  const close = text.indexOf(before, start);
  return { start, end: isExpansion(word) || isHarmless(word) || close < 0 ? start + word.length : close };
}

function endOfQuoted(text: string, from: number, quote: string): number {
  for (let end = text.indexOf(quote, from); end >= 0; end = text.indexOf(quote, end + quote.length)) {
    const slashes = /\\*$/.exec(text.slice(Math.max(from, end - 20), end))?.[0].length ?? 0;
    if (quote === "'" && text[end + 1] === "'") end += 1;
    else if (quote !== '"' || slashes % 2 === 0) return end;
  }
  return text.length;
}

/** The lines below a name that belong to it: those that are indented more, where they are text and no settings. */
function below(text: string, at: number, endOfLine: number): Part | undefined {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const indent = /^[ ]*(?:- +)*/.exec(line)?.[0].length ?? 0;
  const inside: string[] = [];
  for (let from = endOfLine + 1, to: number; from < text.length; from = to + 1) {
    to = text.indexOf("\n", from) < 0 ? text.length : text.indexOf("\n", from);
    const one = text.slice(from, to);
    if (one.trim() !== "" && (/^ */.exec(one)?.[0].length ?? 0) <= indent) break;
    inside.push(one);
  }
  while (inside.at(-1)?.trim() === "") inside.pop();
  if (inside.length === 0) return undefined;
  const isBlock = /[|>][-+\d]*\s*(?:#.*)?$/.test(text.slice(at, endOfLine));
  if (!isBlock && inside.some((one) => /^\s*(?:- +)?["']?[\w./-]+["']?:(?:\s|$)/.test(one))) return undefined;
  const start = endOfLine + 1 + (/^\s*(?:- +)?/.exec(inside.join("\n"))?.[0].length ?? 0);
  return { start, end: endOfLine + 1 + inside.join("\n").length };
}
