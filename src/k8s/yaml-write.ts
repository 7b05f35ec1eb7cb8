/**
 * Writes manifests as YAML: block style, the same bytes for the same data on any machine. The renderer's output needs a
 * writer of its own, which a general library is not (and every start of the program would pay for loading one).
 */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { TreeFile } from "../model/tree.ts";

/** One YAML document, with a line break at its end. */
export function writeYaml(document: JsonObject | readonly JsonObject[]): string {
  const lines: string[] = [];
  if (isEmpty(document)) lines.push(flow(document));
  else writeBlock(document, "", lines);
  return `${lines.join("\n")}\n`;
}

/** A file of one or more documents; each comment line stands at the top, behind `# `. */
export function yamlFile(documents: readonly (JsonObject | readonly JsonObject[])[], ...comment: string[]): TreeFile {
  const head = comment.map((line) => `# ${line}\n`).join("");
  return { text: head + documents.map(writeYaml).join("---\n"), documents };
}

function writeBlock(value: JsonValue, indent: string, lines: string[]): void {
  if (Array.isArray(value)) for (const item of value) writeItem(item, indent, lines);
  else if (isObject(value)) for (const key of Object.keys(value)) writeEntry(key, value[key] ?? null, indent, lines);
}

function writeEntry(key: string, value: JsonValue, indent: string, lines: string[]): void {
  const head = `${indent}${writeKey(key)}:`;
  if (!isCollection(value)) writeScalar(head, value, indent, lines);
  else if (isEmpty(value)) lines.push(`${head} ${flow(value)}`);
  else {
    lines.push(head);
    writeBlock(value, `${indent}  `, lines);
  }
}

/** A mapping or list inside a list begins on the line of its dash. */
function writeItem(item: JsonValue, indent: string, lines: string[]): void {
  const head = `${indent}-`;
  if (!isCollection(item)) writeScalar(head, item, indent, lines);
  else if (isEmpty(item)) lines.push(`${head} ${flow(item)}`);
  else {
    const first = lines.length;
    const inner = `${indent}  `;
    writeBlock(item, inner, lines);
    lines[first] = `${head} ${(lines[first] ?? "").slice(inner.length)}`;
  }
}

function writeScalar(head: string, value: JsonValue, indent: string, lines: string[]): void {
  if (typeof value === "string" && isLiteral(value)) writeLiteral(head, value, `${indent}  `, lines);
  else lines.push(`${head} ${typeof value === "string" ? writeString(value) : String(value)}`);
}

/** Text of several lines stays as it is, where a literal block can hold it. */
function isLiteral(text: string): boolean {
  return text.includes("\n") && !/^[\s]/.test(text) && !UNPRINTABLE.test(text);
}

function writeLiteral(head: string, text: string, indent: string, lines: string[]): void {
  const chomp = !text.endsWith("\n") ? "-" : text.endsWith("\n\n") ? "+" : "";
  lines.push(`${head} |${chomp}`);
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  for (const line of body.split("\n")) lines.push(line === "" ? "" : indent + line);
}

/** What no YAML text may hold unescaped, apart from the line break and the tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/;

/** Begins and holds nothing that means something to YAML. */
const PLAIN =
  /^(?!-|\?|:|\.\.\.)[^\s,[\]{}#&*!|>'"%@`](?:[^\n\t#:]|:(?=\S)|(?<=\S)#)*$|^--?[^\s:#-](?:[^\n\t#:]|:(?=\S)|(?<=\S)#)*$/;

/** Null, true and false in any spelling of YAML 1.1 or 1.2, the merge key and the default key. */
const WORDS = /^(~|null|true|false|yes|no|on|off|y|n|<<|=|[-+]?\.inf|\.nan)$/i;

/** A number, date, time or base-60 number to some reader: whoever looks like one is quoted. */
const NUMBER_LIKE = /^[-+]?[._]*(?:[0-9][0-9a-fA-FxXoOtTzZ_.,:+ -]*|[eE][-+]?[0-9]+)?$/;

/**
 * Plain where every YAML reader sees the same string (Helm reads YAML 1.1, kustomize and the API server read others);
 * in single quotes where there is something that double quotes would have to escape.
 */
export function writeString(text: string): string {
  if (
    PLAIN.test(text) &&
    !text.endsWith(" ") &&
    !WORDS.test(text) &&
    !NUMBER_LIKE.test(text) &&
    !UNPRINTABLE.test(text)
  ) {
    return text;
  }
  const singleQuoted = /["\\]/.test(text) && !/[\n\t]/.test(text) && !UNPRINTABLE.test(text);
  return singleQuoted ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

function doubleQuoted(text: string): string {
  const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}

/** A mapping's keys repeat from object to object. */
const writtenKeys = new Map<string, string>();

function writeKey(key: string): string {
  const known = writtenKeys.get(key);
  if (known !== undefined) return known;
  const written = writeString(key);
  if (writtenKeys.size < 1000) writtenKeys.set(key, written);
  return written;
}

function isCollection(value: JsonValue): value is JsonObject | readonly JsonValue[] {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: JsonObject | readonly JsonValue[]): boolean {
  return (Array.isArray(value) ? value.length : Object.keys(value).length) === 0;
}

function flow(value: JsonObject | readonly JsonValue[]): string {
  return Array.isArray(value) ? "[]" : "{}";
}
