/** The values of an environment's Secrets, looked for in every other text of it. */
import { isObject, type JsonValue } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { REDACTED } from "../model/redacted.ts";
import { base64Text, inBase64, insideBase64 } from "./base64.ts";
import { ordinaryWords } from "./ordinary.ts";
import type { Hide } from "./redacted.ts";
import { isSecret } from "./shapes.ts";

const FEWEST = 4;

/** Hides what it knows in a text. */
export type HideValues = (text: string) => string;

/**
 * Hides each value of the Secrets among the objects, as it is, in base64 (at every place of a longer text), and as it
 * stands in URLs and in JSON. `partsOf` finds the secrets in a value that is itself a text with settings. Values that
 * are ordinary words are let through: `ordinary.ts` says which.
 */
export function valuesOf(manifests: Iterable<Manifest>, partsOf: (text: string, hide: Hide) => string): HideValues {
  const objects = [...new Set(manifests)];
  const secrets = objects.flatMap((manifest) => [...secretsIn(manifest)]);
  if (secrets.length === 0) return (text) => text;
  const isOrdinary = ordinaryWords(objects);
  const found = new Set<string>();
  const add = (key: string, text: string): void => {
    const word = text.trim();
    if (word.length >= FEWEST && !isOrdinary(key, word)) for (const form of formsOf(word)) found.add(form);
  };
  for (const { key, value, raw } of secrets) {
    add(key, value);
    if (raw !== undefined && raw.length >= 8 && !isOrdinary(key, value.trim())) found.add(raw);
    for (const named of namedKeys(value)) add(PART, named);
    partsOf(value, (part) => {
      add(PART, part);
      for (const named of namedKeys(part)) add(PART, named);
      return REDACTED;
    });
  }
  return searchFor([...found]);
}

/** What is found inside of a value is a secret, whatever the value's key says. */
const PART = "password";

/** `name:key[:admin],...`, as in CERTCTL_API_KEYS_NAMED. */
function namedKeys(value: string): readonly string[] {
  if (!/^[\w-]+:(?!\/\/)[^:,\s]+(?::admin)?(?:,|$)/.test(value)) return [];
  return value.split(",").map((entry) => entry.split(":")[1] ?? "");
}

interface SecretValue {
  readonly key: string;
  /** Decoded. */
  readonly value: string;
  /** In base64, as it is written. */
  readonly raw?: string;
}

function* secretsIn(manifest: JsonValue, isItem = false): Iterable<SecretValue> {
  if (!isObject(manifest)) return;
  if (Array.isArray(manifest.items))
    for (const item of manifest.items) yield* secretsIn(item, manifest.kind === "SecretList");
  if (!isSecret(manifest) && !(isItem && manifest.kind === undefined)) return;
  const { data, stringData } = manifest;
  if (isObject(data)) {
    for (const [key, written] of Object.entries(data)) {
      if (typeof written !== "string") continue;
      yield { key, value: base64Text(written) ?? written, raw: written.trim() };
    }
  }
  if (isObject(stringData)) {
    for (const [key, value] of Object.entries(stringData)) {
      if (typeof value === "string" || typeof value === "number") yield { key, value: String(value) };
    }
  }
}

function formsOf(word: string): readonly string[] {
  return [
    word,
    inJson(word),
    inJson(inJson(word)),
    inUrl(word),
    inBase64(word),
    inBase64(`${word}\n`),
    ...insideBase64(word).flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]),
  ];
}

const inJson = (word: string): string => JSON.stringify(word).slice(1, -1);

/** Half a character has no form in a URL. */
function inUrl(word: string): string {
  return /\p{Surrogate}/u.test(word) ? word : encodeURIComponent(word);
}

/** A text is read once: whether any form may begin at a character is asked by the four that follow it. */
function searchFor(forms: readonly string[]): HideValues {
  const byStart = new Map<number, string[]>();
  const mayStart = new Uint8Array(1 << 16);
  for (const form of forms) {
    const hash = startOf(form, 0);
    mayStart[hash] = 1;
    byStart.set(hash, [...(byStart.get(hash) ?? []), form]);
  }
  for (const list of byStart.values()) list.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const lengthAt = (text: string, at: number): number => {
    const hash = startOf(text, at);
    if (mayStart[hash] === 0) return 0;
    return byStart.get(hash)?.find((form) => text.startsWith(form, at) && isWhole(form, text, at))?.length ?? 0;
  };
  return (text) => {
    let shown = "";
    let done = 0;
    for (let at = 0; at <= text.length - FEWEST; at++) {
      const length = lengthAt(text, at);
      if (length === 0) continue;
      shown += text.slice(done, at) + REDACTED;
      done = at + length;
      at = done - 1;
    }
    return done === 0 ? text : shown + text.slice(done);
  };
}

function startOf(text: string, at: number): number {
  let hash = 0;
  for (let i = at; i < at + FEWEST; i++) hash = (hash * 31 + text.charCodeAt(i)) & 0xffff;
  return hash;
}

/** A short word of letters alone is found as a word only: `open` is no part of `openssl`. */
function isWhole(form: string, text: string, at: number): boolean {
  if (form.length >= 8 || !/^[A-Za-z]+$/.test(form)) return true;
  const isLetter = (character: string | undefined): boolean => character !== undefined && /[A-Za-z0-9]/.test(character);
  return !isLetter(text[at - 1]) && !isLetter(text[at + form.length]);
}
