/**
 * The forms that a regular expression of kustomize consists of. It is Go's syntax, which is not JavaScript's.
 * Source: https://pkg.go.dev/regexp/syntax, as Go 1.24 to 1.26 compile it (Perl flags).
 */

export class ExpressionError extends Error {
  constructor(expression: string, problem: string) {
    super(`the regular expression ${JSON.stringify(expression)} is not valid: ${problem}`);
    this.name = "ExpressionError";
  }
}

/** One character of a text fits or not; the argument is its code point. */
export type CharacterTest = (code: number) => boolean;
export type Assertion = "start" | "end" | "line-start" | "line-end" | "word" | "no-word";

export type Form =
  | { readonly type: "character"; readonly test: CharacterTest }
  | { readonly type: "assertion"; readonly assertion: Assertion }
  | { readonly type: "sequence"; readonly items: readonly Form[] }
  | { readonly type: "choice"; readonly options: readonly Form[] }
  /** `max` is Infinity where there is no limit. */
  | { readonly type: "repeat"; readonly form: Form; readonly min: number; readonly max: number };

export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
}

export const NO_FLAGS: Flags = { ignoreCase: false, multiLine: false, dotAll: false };

/** Where in the expression the parser stands. */
export class Cursor {
  readonly text: string;
  position = 0;
  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.position >= this.text.length;
  }

  /** The next character, whole even above U+FFFF; empty at the end. */
  peek(): string {
    const code = this.text.codePointAt(this.position);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  next(): string {
    const character = this.peek();
    this.position += character.length;
    return character;
  }

  /** Steps over the text if it stands here. */
  take(text: string): boolean {
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** Steps over what a sticky expression matches here. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.position;
    const found = expression.exec(this.text);
    if (found === null) return undefined;
    this.position += found[0].length;
    return found;
  }

  fail(problem: string): never {
    throw new ExpressionError(this.text, problem);
  }
}
