/** Finds the secrets of an object: by the fields that hold them, by names beside them, and in its texts. */
import { secretWord } from "../k8s/secret-words.ts";
import type { JsonObject, JsonValue, Path } from "../model/json.ts";
import { REDACTED } from "../model/redacted.ts";
import type { Around } from "./around.ts";
import { hasEncodedSecret } from "./forms.ts";
import { hideNamed, isLogin, isSecretNumber } from "./named-value.ts";
import type { Hide } from "./redacted.ts";
import { isHarmless } from "./reference.ts";
import { fieldsOf, PAIR_VALUE, pairName, patchOf } from "./shapes.ts";
import { hideInProse, hideInText } from "./text.ts";

/** A scalar that is not shown as it is. */
export interface Change {
  readonly path: Path;
  readonly value: string;
}

/** How texts are looked into. */
export interface Eyes {
  readonly hide: Hide;
  /** Hides secrets in a text that may be YAML or JSON; `target`: the kind that it patches. */
  readonly structure: (text: string, target: string | undefined) => string;
  /** Hides the values of the environment's Secrets wherever they stand. */
  readonly values: (text: string) => string;
}

/** The scalars of a value that are not shown as they are, in order. */
export function changesIn(value: JsonValue, around: Around, eyes: Eyes): readonly Change[] {
  const walk = new Walk(eyes);
  walk.visit(value, around);
  return walk.changes;
}

class Walk {
  readonly changes: Change[] = [];
  readonly #eyes: Eyes;
  readonly #path: (string | number)[] = [];

  constructor(eyes: Eyes) {
    this.#eyes = eyes;
  }

  visit(value: JsonValue, around: Around): void {
    if (typeof value === "string") this.#text(value, around);
    else if (typeof value !== "object") this.#other(value, around);
    else if (Array.isArray(value)) this.#list(value, around);
    else if (value !== null) this.#object(value as JsonObject, around);
  }

  #inside(step: string | number, value: JsonValue, around: Around): void {
    this.#path.push(step);
    this.visit(value, around);
    this.#path.pop();
  }

  #change(value: string): void {
    this.changes.push({ path: [...this.#path], value });
  }

  #text(text: string, around: Around): void {
    const shown = this.#shown(text, around);
    if (shown !== text) this.#change(shown);
  }

  #shown(text: string, { name, all, isProse, isShell, target, isEncoded, isGrouped }: Around): string {
    const { hide, structure, values } = this.#eyes;
    if (all) return text === REDACTED ? text : hide(text);
    if (isProse) return values(hideInProse(text, hide));
    const named = hideNamed(name, text, hide);
    if (named !== undefined) return named;
    if (isGrouped === true && !isHarmless(text)) return hide(text);
    const inside = (one: string): string => structure(one, undefined);
    if (
      isEncoded === true &&
      hasEncodedSecret(text, (one) => hideInText(inside(one), hide, { structure: inside }) !== one)
    )
      return hide(text);
    const known = isShell ? text : structure(text, target);
    return values(hideInText(known, hide, isShell ? { isShell, structure: inside } : { structure: inside }));
  }

  #other(value: number | boolean, { name, all, isGrouped }: Around): void {
    const isSecret = all || (typeof value !== "boolean" && (isGrouped === true || isSecretNumber(name)));
    if (isSecret) this.#change(this.#eyes.hide(String(value)));
    else if (typeof value !== "boolean" && this.#eyes.values(String(value)) !== String(value)) this.#change(REDACTED);
  }

  #list(list: readonly JsonValue[], around: Around): void {
    for (let i = 0; i < list.length; i++) {
      const item = list[i] as JsonValue;
      const flag = i > 0 ? list[i - 1] : undefined;
      const isValue = typeof flag === "string" && typeof item === "string" && isFlagOf(flag, item);
      this.#inside(i, item, isValue ? { ...around, all: true } : around);
    }
  }

  #object(object: JsonObject, around: Around): void {
    const patch = patchOf(object, around.target);
    const name = pairName(object);
    for (const key of Object.keys(object)) {
      const value = object[key] as JsonValue;
      const field = fieldsOf(object, key, around);
      if (key === "value" && patch !== undefined) this.#inside(key, value, { ...field, ...patch });
      else if (name !== undefined && PAIR_VALUE.test(key)) this.#inside(key, value, { ...field, name });
      else this.#inside(key, value, field);
    }
  }
}

/** `--password`, `x` and `-u`, `user:x`: two words of a command line. */
function isFlagOf(flag: string, value: string): boolean {
  if (/^(?:-u|-U|--user|--proxy-user)$/.test(flag)) return isLogin(value);
  const { name } = /^--?(?<name>[A-Za-z][\w.-]*)$/.exec(flag)?.groups ?? {};
  if (name === undefined || value.startsWith("-")) return false;
  return secretWord(name) === "secret" && !isHarmless(value);
}
