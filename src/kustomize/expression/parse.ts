/** Reads a regular expression of Go's syntax. */
import type { Fold } from "./characters.ts";
import { anyCase, not, takeClassEscape, takeEscape, takePosixClass } from "./characters.ts";
import type { CharacterTest, Flags, Form } from "./syntax.ts";
import { Cursor, NO_FLAGS } from "./syntax.ts";

/** Go refuses larger counts, and counts in counts whose product is larger. */
const MOST_REPEATS = 1000;

interface Scope {
  flags: Flags;
}

/** @throws ExpressionError as Go refuses it. */
export function parseExpression(text: string): Form {
  const cursor = new Cursor(text);
  const form = parseChoice(cursor, { flags: NO_FLAGS });
  if (!cursor.done) cursor.fail("a ) has no (");
  if (!repeatsFit(form, MOST_REPEATS)) cursor.fail("it repeats too often");
  return form;
}

function parseChoice(cursor: Cursor, scope: Scope): Form {
  const options = [parseSequence(cursor, scope)];
  while (cursor.take("|")) options.push(parseSequence(cursor, scope));
  return options.length === 1 ? (options[0] as Form) : { type: "choice", options };
}

function parseSequence(cursor: Cursor, scope: Scope): Form {
  const items: Form[] = [];
  let repeated = false;
  while (!cursor.done && cursor.peek() !== "|" && cursor.peek() !== ")") {
    const count = takeCount(cursor);
    if (count === undefined) {
      items.push(...parseItem(cursor, scope));
      repeated = false;
      continue;
    }
    const form = items.pop() ?? cursor.fail("a repetition has nothing to repeat");
    if (repeated) cursor.fail("repetitions cannot be stacked");
    items.push({ type: "repeat", form, ...count });
    repeated = true;
  }
  return { type: "sequence", items };
}

function takeCount(cursor: Cursor): { min: number; max: number } | undefined {
  const found = cursor.match(/(?:([*+?])|\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\})\??/y);
  if (found === undefined) return undefined;
  const [, sign, low, comma, high] = found;
  if (sign !== undefined) return { min: sign === "+" ? 1 : 0, max: sign === "?" ? 1 : Number.POSITIVE_INFINITY };
  const min = Number(low);
  const max = comma === undefined ? min : high === undefined ? Number.POSITIVE_INFINITY : Number(high);
  if (min > MOST_REPEATS || (max !== Number.POSITIVE_INFINITY && (max > MOST_REPEATS || max < min))) {
    cursor.fail(`the repeat count ${found[0]} is not valid`);
  }
  return { min, max };
}

function parseItem(cursor: Cursor, scope: Scope): readonly Form[] {
  if (cursor.peek() === "(") return parseGroup(cursor, scope);
  if (cursor.peek() === "[") return [{ type: "character", test: parseClass(cursor, foldOf(scope.flags)) }];
  if (cursor.peek() === "\\") return parseEscape(cursor, scope.flags);
  const one = cursor.next();
  const { multiLine, dotAll } = scope.flags;
  if (one === "^") return [{ type: "assertion", assertion: multiLine ? "line-start" : "start" }];
  if (one === "$") return [{ type: "assertion", assertion: multiLine ? "line-end" : "end" }];
  if (one === ".") return [{ type: "character", test: (code) => dotAll || code !== 10 }];
  return [literal(one.codePointAt(0) ?? 0, scope.flags)];
}

function literal(code: number, flags: Flags): Form {
  return { type: "character", test: foldOf(flags)((other) => other === code) };
}

function foldOf({ ignoreCase }: Flags): Fold {
  return ignoreCase ? anyCase : (test) => test;
}

function parseGroup(cursor: Cursor, scope: Scope): readonly Form[] {
  cursor.take("(");
  const { flags } = scope;
  if (cursor.match(/\?P?<\w+>/y) === undefined && cursor.take("?")) {
    scope.flags = takeFlags(cursor, flags);
    if (cursor.take(")")) return [];
    if (!cursor.take(":")) cursor.fail("a group starts with (? and an unknown sign");
  }
  const inner: Scope = { flags: scope.flags };
  scope.flags = flags;
  const form = parseChoice(cursor, inner);
  if (!cursor.take(")")) cursor.fail("a ( has no )");
  return [form];
}

function takeFlags(cursor: Cursor, before: Flags): Flags {
  const found = cursor.match(/([imsU]*)(?:-([imsU]+))?(?=[:)])/y);
  if (found === undefined) return cursor.fail("a group starts with (? and an unknown sign");
  const [, on = "", off = ""] = found;
  const flag = (letter: string, value: boolean) => (off.includes(letter) ? false : value || on.includes(letter));
  return {
    ignoreCase: flag("i", before.ignoreCase),
    multiLine: flag("m", before.multiLine),
    dotAll: flag("s", before.dotAll),
  };
}

function parseEscape(cursor: Cursor, flags: Flags): readonly Form[] {
  if (cursor.take("\\A")) return [{ type: "assertion", assertion: "start" }];
  if (cursor.take("\\z")) return [{ type: "assertion", assertion: "end" }];
  if (cursor.take("\\b")) return [{ type: "assertion", assertion: "word" }];
  if (cursor.take("\\B")) return [{ type: "assertion", assertion: "no-word" }];
  const quoted = cursor.match(/\\Q(.*?)(?:\\E|$)/sy);
  if (quoted) return [...(quoted[1] ?? "")].map((one) => literal(one.codePointAt(0) ?? 0, flags));
  const named = takeClassEscape(cursor, foldOf(flags));
  return [named === undefined ? literal(takeEscape(cursor), flags) : { type: "character", test: named }];
}

function parseClass(cursor: Cursor, fold: Fold): CharacterTest {
  cursor.take("[");
  const negated = cursor.take("^");
  const tests: CharacterTest[] = [];
  while (tests.length === 0 || cursor.peek() !== "]") {
    if (cursor.done) cursor.fail("a [ has no ]");
    tests.push(takePosixClass(cursor, fold) ?? takeClassEscape(cursor, fold) ?? fold(takeRange(cursor)));
  }
  cursor.take("]");
  const test: CharacterTest = (code) => tests.some((one) => one(code));
  return negated ? not(test) : test;
}

function takeRange(cursor: Cursor): CharacterTest {
  const low = takeClassCharacter(cursor);
  if (cursor.match(/-(?!\])/y) === undefined) return (code) => code === low;
  const high = takeClassCharacter(cursor);
  if (high < low) cursor.fail("a range in [] runs backwards");
  return (code) => code >= low && code <= high;
}

function takeClassCharacter(cursor: Cursor): number {
  if (cursor.done) cursor.fail("a [ has no ]");
  return cursor.peek() === "\\" ? takeEscape(cursor) : (cursor.next().codePointAt(0) ?? 0);
}

function repeatsFit(form: Form, most: number): boolean {
  if (form.type === "sequence") return form.items.every((item) => repeatsFit(item, most));
  if (form.type === "choice") return form.options.every((option) => repeatsFit(option, most));
  if (form.type !== "repeat") return true;
  const count = form.max === Number.POSITIVE_INFINITY ? form.min : form.max;
  if (count > most) return false;
  return repeatsFit(form.form, count > 1 ? Math.floor(most / count) : most);
}
