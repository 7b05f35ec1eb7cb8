/** Which characters an escape, a class name or a literal of a regular expression stands for. */
import type { CharacterTest, Cursor } from "./syntax.ts";

/** Makes a test ignore the case, or not. */
export type Fold = (test: CharacterTest) => CharacterTest;

const inRanges =
  (...ranges: readonly (readonly [number, number])[]): CharacterTest =>
  (code) =>
    ranges.some(([low, high]) => code >= low && code <= high);

const span = (text: string): CharacterTest => {
  const ranges = [...text.matchAll(/(.)-(.)|(.)/gsu)].map(([, low, high, one]) => {
    const first = (low ?? one ?? "").codePointAt(0) ?? 0;
    return [first, high?.codePointAt(0) ?? first] as const;
  });
  return inRanges(...ranges);
};

export const not =
  (test: CharacterTest): CharacterTest =>
  (code) =>
    !test(code);

export const isWord = span("0-9A-Za-z_");

/** `\s` has no vertical tab, unlike JavaScript's. */
const PERL: Readonly<Record<string, CharacterTest>> = { d: span("0-9"), s: span("\t\n\f\r "), w: isWord };

const POSIX: Readonly<Record<string, CharacterTest>> = {
  alnum: span("0-9A-Za-z"),
  alpha: span("A-Za-z"),
  ascii: inRanges([0, 0x7f]),
  blank: span("\t "),
  cntrl: inRanges([0, 0x1f], [0x7f, 0x7f]),
  digit: span("0-9"),
  graph: span("!-~"),
  lower: span("a-z"),
  print: span(" -~"),
  punct: inRanges([0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]),
  space: span("\t\n\v\f\r "),
  upper: span("A-Z"),
  word: isWord,
  xdigit: span("0-9A-Fa-f"),
};

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** `\d`, `\W`, `\pL`, `\p{^Greek}`; undefined where none of them stands here. `fold` comes before a negation. */
export function takeClassEscape(cursor: Cursor, fold: Fold): CharacterTest | undefined {
  const perl = cursor.match(/\\([dswDSW])/y)?.[1];
  if (perl !== undefined) {
    const test = fold(PERL[perl.toLowerCase()] as CharacterTest);
    return perl === perl.toLowerCase() ? test : not(test);
  }
  const unicode = cursor.match(/\\([pP])(?:\{(\^?)([^}]*)\}|(\^?)(\p{L}))/uy);
  if (unicode === undefined) return undefined;
  const [, letter, caret, long, shortCaret, short] = unicode;
  const test = fold(unicodeTest(long ?? short ?? "") ?? cursor.fail(`there is no character class ${unicode[0]}`));
  return (letter === "P") !== ((caret ?? shortCaret) === "^") ? not(test) : test;
}

/** Names that Go knows and JavaScript does not, or the other way round; Go ignores case, spaces, `_` and `-`. */
function unicodeTest(name: string): CharacterTest | undefined {
  const squeezed = name.toLowerCase().replace(/[ _-]/g, "");
  if (squeezed === "any") return () => true;
  if (squeezed === "ascii") return (code) => code < 0x80;
  const words = name.split(/[ _-]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
  const category = squeezed === "lc" ? "LC" : words.join("_");
  for (const property of [`General_Category=${category}`, `Script=${category}`, category]) {
    const test = propertyTest(property);
    if (test !== undefined) return test;
  }
  return undefined;
}

function propertyTest(property: string): CharacterTest | undefined {
  if (!/^(?:\w+=\w+|Assigned)$/.test(property)) return undefined;
  try {
    const expression = new RegExp(`^\\p{${property}}$`, "u");
    return (code) => expression.test(String.fromCodePoint(code));
  } catch {
    return undefined;
  }
}

/** `[:alpha:]` inside a class; undefined where none stands here. */
export function takePosixClass(cursor: Cursor, fold: Fold): CharacterTest | undefined {
  const found = cursor.match(/\[:(\^?)([^\]]*?):\]/y);
  if (found === undefined) return undefined;
  const test = Object.hasOwn(POSIX, found[2] ?? "") ? POSIX[found[2] ?? ""] : undefined;
  if (test === undefined) return cursor.fail(`there is no character class ${found[0]}`);
  return found[1] === "^" ? not(fold(test)) : fold(test);
}

/** The code point of an escaped character; the cursor stands at the backslash. */
export function takeEscape(cursor: Cursor): number {
  cursor.take("\\");
  const octal = cursor.match(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
  if (octal) return Number.parseInt(octal[0], 8);
  const hex = cursor.match(/x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/y);
  if (hex) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? "", 16);
    return code <= 0x10ffff ? code : cursor.fail(`\\${hex[0]} is no character`);
  }
  const character = cursor.next();
  if (Object.hasOwn(CONTROL, character)) return CONTROL[character] as number;
  if (character !== "" && character < "\u0080" && !/[0-9A-Za-z]/.test(character)) return character.charCodeAt(0);
  return cursor.fail(character === "" ? "it ends in a backslash" : `there is no escape \\${character}`);
}

/** The other cases of a character, itself included. `ſ` and the Kelvin sign count as cases of `s` and `k`. */
function casesOf(code: number): readonly number[] {
  const character = String.fromCodePoint(code);
  const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  for (const one of [...cases]) cases.add(one.toLowerCase()).add(one.toUpperCase());
  if (cases.has("s")) cases.add("\u017f");
  if (cases.has("k")) cases.add("\u212a");
  return [...cases].filter((one) => [...one].length === 1).map((one) => one.codePointAt(0) ?? 0);
}

export function anyCase(test: CharacterTest): CharacterTest {
  return (code) => casesOf(code).some(test);
}
