/** Scalars that YAML's versions, libraries and quoting rules disagree about, and other values that are seldom tried. */
import type { Chance } from "./chance.ts";
import { Plain, type Yaml } from "./yaml-value.ts";

const PLAIN =
  "0644 0o17 0x1F 0b11 1_000 1_0.5 +1 -1 -0 0 00 1. .5 -.5 1e3 1E+3 1.0 1.10 100000000000000000000 12345678901234567890 -9223372036854775808 9223372036854775807 0.1e-7 1.5e300 1e400 123456789.125 .inf -.Inf .nan 2001-01-01 2001-12-14T21:59:43Z 12:30 1:20:30 190:20:30 on off yes No y N true False TRUE ~ null Null NULL = << !!str !!int !!float !!null !!binary";

const TAGGED = [
  "!!str 123",
  "!!str true",
  "!!int '7'",
  "!!float 1",
  "!!bool 'true'",
  "!!binary aGVsbG8=",
  "!custom x",
  "! 12",
];

const TEXTS = [
  "",
  " ",
  " lead",
  "trail ",
  "a: b",
  "a #b",
  "# c",
  "- x",
  "a:",
  "it's",
  'say "hi"',
  "both ' and \"",
  "back\\slash",
  "@at",
  "`tick",
  "%percent",
  "!bang",
  "&amp",
  "*star",
  "{x}",
  "[x]",
  "a,b",
  "?",
  "-",
  "--- x",
  "...",
  "tab\tinside",
  "\ttab",
  "null",
  "true",
  "yes",
  "on",
  "123",
  "1e3",
  "0644",
  "0x1F",
  "1_000",
  "2001-01-01",
  "12:30",
  ".5",
  "~",
  "<<",
  "=",
  "ünï",
  "日本語",
  "😀 smile",
  "a\u00a0b",
  "a\u0085b",
  "a\u2028b",
  "bell\u0007",
  "a\u200bb",
  "\ufeffbom",
  "one\ntwo",
  "one\ntwo\n",
  "one\n\ntwo\n\n",
  "\n",
  "\nlead",
  "  one\n  two\n",
  "one \ntwo",
  "tab\there\nand\tthere\n",
  "crlf\r\nline\r\n",
  "key: value\nother: [1, 2]\n",
  '#!/bin/sh\nset -eu\nexec "$@"\n',
  "a long line of words that goes on and on until it is longer than eighty signs, so that a writer may fold it somewhere",
  "another long line, with 'quotes' and: colons, that goes on and on until it is longer than eighty signs in all",
  "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword",
  "a line\nand a very long second line that goes on and on until it is longer than eighty signs, so that it may be folded\n",
  "$(NAME)",
  "$$(NAME)",
];

const NUMBERS = [0, 1, -1, 8080, 1.5, 1e21, 4294967296, 9007199254740992, 0.1];

export function oddText(chance: Chance): string {
  return chance.pick(TEXTS);
}

const PLAINS = PLAIN.split(" ");

export function oddScalar(chance: Chance): Yaml {
  return chance.weighted<() => Yaml>([
    [40, () => new Plain(chance.pick(PLAINS))],
    [3, () => new Plain(chance.pick(TAGGED))],
    [40, () => oddText(chance)],
    [10, () => chance.pick(NUMBERS)],
    [5, () => null],
    [4, () => chance.is(0.5)],
  ])();
}

/** A value of any shape, up to a depth. */
export function oddValue(chance: Chance, depth = 2): Yaml {
  if (depth === 0 || chance.is(0.4)) return oddScalar(chance);
  if (chance.is(0.2)) return chance.pick<Yaml>([{}, [], null, [null], [[]], [{}]]);
  const count = chance.between(1, 3);
  if (chance.is(0.4)) return Array.from({ length: count }, () => oddValue(chance, depth - 1));
  return Object.fromEntries(Array.from({ length: count }, () => [oddKey(chance), oddValue(chance, depth - 1)]));
}

const KEYS =
  "name image key value a b c.d e/f items spec data enabled port Upper snake_case with-dash on 1 010 null true 日本 example.org/x".split(
    " ",
  );

export function oddKey(chance: Chance): string {
  return chance.is(0.05) ? chance.pick(["", " ", "a b", "a: b", "~", "<", "-", "x\ny", "#"]) : chance.pick(KEYS);
}
