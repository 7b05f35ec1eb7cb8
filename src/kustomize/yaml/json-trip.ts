/**
 * What a text loses on kustomize's way to its output: every object goes through JSON, and that JSON is read as YAML 1.1,
 * which refuses some characters that JSON has as they are, and folds U+0085 like a line break.
 */

/** A value that kustomize cannot write either; whoever knows the object adds where it is. */
export class WriteError extends Error {
  readonly fix: string;
  constructor(message: string, fix: string) {
    super(message);
    this.name = "WriteError";
    this.fix = fix;
  }
}

/** The most characters that a key may have as JSON, quotes included: go.yaml.in/yaml/v2, scannerc.go. */
const LONGEST_KEY = 1024;
const QUICK_KEY = 160;

const SUSPECT = /[\x7f-\x9f\ufffe\uffff]/;
const REFUSED = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;
const DOCUMENT_MARK = /\x85(?:---|\.\.\.)[ \x85]/;
const FOLDED = / *\x85[ \x85]*/g;

/** A text as it comes back. Throws WriteError. */
export function textAfterJson(text: string): string {
  if (!SUSPECT.test(text)) return text;
  refuseControls(text, "a string");
  if (DOCUMENT_MARK.test(text)) {
    throw new WriteError(
      "a string has a line break U+0085 and a document mark after it",
      "write \\n in place of U+0085",
    );
  }
  return text.replace(FOLDED, folded);
}

/** A mapping's key as it comes back. Throws WriteError. */
export function keyAfterJson(key: string): string {
  if (SUSPECT.test(key)) {
    refuseControls(key, "a key");
    if (key.includes("\x85")) throw new WriteError("a key has a line break U+0085", "remove it");
  }
  if (key.length > QUICK_KEY && jsonLength(key) > LONGEST_KEY) {
    throw new WriteError(`a key has more than ${LONGEST_KEY} characters`, "shorten the key");
  }
  return key;
}

/** Messages show neither values nor such keys: a line of an env file that is no `key=value` is a key as a whole. */
function refuseControls(text: string, what: string): void {
  const found = REFUSED.exec(text);
  if (found === null) return;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  throw new WriteError(
    `${what} has the control character U+${code}, which kustomize does not write`,
    "remove the character, or encode the text, for example with base64",
  );
}

function folded(run: string): string {
  const breaks = run.split("\x85").length - 1;
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

/** Go writes `<`, `>`, `&`, U+2028 and U+2029 as six characters, and counts code points. */
function jsonLength(text: string): number {
  const escaped = JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, "\\u0000");
  return [...escaped].length;
}
