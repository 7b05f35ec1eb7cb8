/** Regular expressions of Go's syntax, matched in time linear in the text: no expression can make a build hang. */
import { isWord } from "./characters.ts";
import { parseExpression } from "./parse.ts";
import type { Assertion, CharacterTest, Form } from "./syntax.ts";

export { ExpressionError } from "./syntax.ts";

type State =
  | { readonly type: "character"; readonly test: CharacterTest; next: number }
  | { readonly type: "assertion"; readonly assertion: Assertion; next: number }
  | { readonly type: "fork"; readonly next: number[] }
  | { readonly type: "end" };

/** Results are kept for this many texts: the objects of a base come again with every overlay. */
const REMEMBERED = 4096;

export class Expression {
  readonly #states: State[] = [];
  readonly #start: number;
  readonly #results = new Map<string, boolean>();

  /** @throws ExpressionError where Go refuses the expression. */
  constructor(text: string) {
    this.#start = this.#add(parseExpression(text), this.#push({ type: "end" }));
  }

  /** True where any part of the text matches. */
  test(text: string): boolean {
    const known = this.#results.get(text);
    if (known !== undefined) return known;
    const result = this.#run(text);
    if (this.#results.size >= REMEMBERED) this.#results.clear();
    this.#results.set(text, result);
    return result;
  }

  #push(state: State): number {
    return this.#states.push(state) - 1;
  }

  /** Adds the states of a form that go on to `next`; returns the first of them. */
  #add(form: Form, next: number): number {
    switch (form.type) {
      case "character":
      case "assertion":
        return this.#push({ ...form, next });
      case "sequence":
        return form.items.reduceRight((after, item) => this.#add(item, after), next);
      case "choice":
        return this.#push({ type: "fork", next: form.options.map((option) => this.#add(option, next)) });
      case "repeat":
        return this.#addRepeat(form.form, form.min, form.max, next);
    }
  }

  #addRepeat(form: Form, min: number, max: number, next: number): number {
    let first = next;
    if (max === Number.POSITIVE_INFINITY) {
      const branches = [next];
      first = this.#push({ type: "fork", next: branches });
      branches.push(this.#add(form, first));
    } else {
      for (let count = min; count < max; count++) {
        first = this.#push({ type: "fork", next: [next, this.#add(form, first)] });
      }
    }
    for (let count = 0; count < min; count++) first = this.#add(form, first);
    return first;
  }

  #run(text: string): boolean {
    const codes = [...text].map((one) => one.codePointAt(0) ?? 0);
    let current = new Set<number>();
    for (let position = 0; position <= codes.length; position++) {
      if (this.#follow([this.#start], current, codes, position)) return true;
      const reached: number[] = [];
      const code = codes[position];
      if (code === undefined) return false;
      for (const index of current) {
        const state = this.#states[index];
        if (state?.type === "character" && state.test(code)) reached.push(state.next);
      }
      current = new Set();
      if (this.#follow(reached, current, codes, position + 1)) return true;
    }
    return false;
  }

  /** Adds to `into` all states that are reached without a character; true where the end is among them. */
  #follow(from: readonly number[], into: Set<number>, codes: readonly number[], position: number): boolean {
    const open = [...from];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (into.has(index)) continue;
      into.add(index);
      const state = this.#states[index];
      if (state?.type === "end") return true;
      if (state?.type === "fork") open.push(...state.next);
      if (state?.type === "assertion" && holds(state.assertion, codes, position)) open.push(state.next);
    }
    return false;
  }
}

/** Compiled once per text: a thousand overlays have the same few expressions. */
const MOST_KEPT = 1000;
const compiled = new Map<string, Expression>();

/** @throws ExpressionError where Go refuses the expression. */
export function compile(text: string): Expression {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const expression = new Expression(text);
  if (compiled.size >= MOST_KEPT) compiled.clear();
  compiled.set(text, expression);
  return expression;
}

function holds(assertion: Assertion, codes: readonly number[], position: number): boolean {
  const before = codes[position - 1];
  const after = codes[position];
  const boundary = (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
  switch (assertion) {
    case "start":
      return before === undefined;
    case "end":
      return after === undefined;
    case "line-start":
      return before === undefined || before === 10;
    case "line-end":
      return after === undefined || after === 10;
    case "word":
      return boundary;
    case "no-word":
      return !boundary;
  }
}
