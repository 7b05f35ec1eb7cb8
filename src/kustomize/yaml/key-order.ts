/** The order of keys in kustomize's output: numbers inside keys by their value, letters after all else. */

/**
 * Less than 0 when `left` comes first. It follows go.yaml.in/yaml/v2, sorter.go, and is no total order, as there: of
 * `10`, `1a` and `2` each comes before the next and the last before the first. kustomize writes those in an order that
 * differs from run to run.
 */
function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    if (isPlainLetter(a) && isPlainLetter(b)) return a - b;
    return compareFrom(left, right, isLowSurrogate(a) || isLowSurrogate(b) ? startOfCharacter(left, at) : at);
  }
  return left.length - right.length;
}

/** The keys of a mapping in that order. */
export function sortedKeys(mapping: object): readonly string[] {
  const keys = Object.keys(mapping);
  for (let at = 1; at < keys.length; at++) {
    if (compareKeys(keys[at - 1] as string, keys[at] as string) > 0) return keys.sort(compareKeys);
  }
  return keys;
}

const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;
const ZERO = 48;
/** So many digits are exact as a JavaScript number. */
const EXACT_DIGITS = 15;

function compareFrom(left: string, right: string, at: number): number {
  const a = left.codePointAt(at) as number;
  const b = right.codePointAt(at) as number;
  const leftLetter = isLetter(a);
  const rightLetter = isLetter(b);
  if (leftLetter && rightLetter) return a - b;
  if (leftLetter || rightLetter) return rightLetter ? -1 : 1;
  const leftDigits = digitsFrom(left, at);
  const rightDigits = digitsFrom(right, at);
  const ahead = (a === ZERO || b === ZERO) && isInsideNumber(left, at);
  const byValue = compareNumbers(leftDigits, rightDigits, ahead);
  if (byValue !== 0) return byValue;
  return leftDigits.length - rightDigits.length || a - b;
}

function compareNumbers(left: readonly number[], right: readonly number[], ahead: boolean): number {
  if (left.length <= EXACT_DIGITS && right.length <= EXACT_DIGITS) {
    return numberOf(left, ahead) - numberOf(right, ahead);
  }
  const a = bigNumberOf(left, ahead);
  const b = bigNumberOf(right, ahead);
  return a < b ? -1 : a > b ? 1 : 0;
}

function numberOf(digits: readonly number[], ahead: boolean): number {
  return digits.reduce((sum, digit) => sum * 10 + digit, ahead ? 1 : 0);
}

/** Go's numbers of 64 bits overflow without a word. */
function bigNumberOf(digits: readonly number[], ahead: boolean): bigint {
  return BigInt.asIntN(
    64,
    digits.reduce((sum, digit) => sum * 10n + BigInt(digit), ahead ? 1n : 0n),
  );
}

/** Digits of other scripts count with their distance from `0`, as in Go's source. */
function digitsFrom(text: string, start: number): readonly number[] {
  const digits: number[] = [];
  let at = start;
  while (at < text.length) {
    const code = text.codePointAt(at) as number;
    if (!isDigit(code)) break;
    digits.push(code - ZERO);
    at += code > 0xffff ? 2 : 1;
  }
  return digits;
}

/** True when the digits right before a place have one that is not 0. */
function isInsideNumber(text: string, place: number): boolean {
  for (let at = place - 1; at >= 0; at--) {
    const start = startOfCharacter(text, at);
    const code = text.codePointAt(start) as number;
    if (!isDigit(code)) return false;
    if (code !== ZERO) return true;
    at = start;
  }
  return false;
}

function startOfCharacter(text: string, at: number): number {
  return isLowSurrogate(text.charCodeAt(at)) && at > 0 ? at - 1 : at;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function isPlainLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isLetter(code: number): boolean {
  return code < 128 ? isPlainLetter(code) : LETTER.test(String.fromCodePoint(code));
}

function isDigit(code: number): boolean {
  return code < 128 ? code >= ZERO && code <= 57 : DIGIT.test(String.fromCodePoint(code));
}
