/** Takes the secrets out of the objects of an environment, and out of what is said about them. */
import { type JsonObject, type JsonValue, type Path, pointerOf } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { type Hide, hidden } from "./redacted.ts";
import { hideInStructure } from "./structure.ts";
import { type HideValues, valuesOf } from "./tainted.ts";
import { hideInText } from "./text.ts";
import { type Change, changesIn, type Eyes } from "./walk.ts";

export interface Redaction {
  /** With the same keys and list lengths; the object itself where it has no secret. */
  readonly manifest: Manifest;
  /** JSON pointers (RFC 6901) of the scalars that are not shown as they are. */
  readonly redacted: ReadonlySet<string>;
}

export interface Redactor {
  /** The object without its secrets; worked out once for an object. */
  redact(manifest: Manifest): Redaction;
  /** A text without secrets: an error, an excerpt of a source. */
  redactText(text: string): string;
}

/** `manifests`: all objects of an environment, of both sides where two are compared. They are read when it is first needed. */
export function createRedactor(manifests: Iterable<Manifest>): Redactor {
  let hideValues: HideValues | undefined;
  const values: HideValues = (text) => {
    hideValues ??= valuesOf(manifests, (one, hide) => textWithout(one, hide, (same) => same));
    return hideValues(text);
  };
  const known = new WeakMap<Manifest, Redaction>();
  return {
    redact(manifest) {
      let redaction = known.get(manifest);
      if (redaction === undefined) {
        redaction = redactionOf(manifest, changesIn(manifest, { name: "" }, eyesOf(hidden, values)));
        known.set(manifest, redaction);
      }
      return redaction;
    },
    redactText: (text) => textWithout(text, hidden, values),
  };
}

function textWithout(text: string, hide: Hide, values: HideValues): string {
  const structure = (one: string): string => eyesOf(hide, values).structure(one, undefined);
  return values(hideInText(structure(text), hide, { structure }));
}

/** Texts in texts are looked into, too: a chart's values in an Application, a Secret in a patch. */
function eyesOf(hide: Hide, values: HideValues): Eyes {
  const eyes: Eyes = {
    hide,
    values,
    structure: (text, target) =>
      hideInStructure(text, hide, (one) => changesIn(one, { name: "", target }, eyes), target === "Secret"),
  };
  return eyes;
}

const NOTHING: ReadonlySet<string> = new Set();

function redactionOf(manifest: Manifest, changes: readonly Change[]): Redaction {
  if (changes.length === 0) return { manifest, redacted: NOTHING };
  return {
    manifest: changes.reduce<JsonValue>(
      (value, { path, value: shown }) => put(value, path, shown),
      manifest,
    ) as Manifest,
    redacted: new Set(changes.map(({ path }) => pointerOf(path))),
  };
}

/** A copy of the value with another one at the path; what does not lie on the way is shared. */
function put(value: JsonValue, path: Path, shown: string, depth = 0): JsonValue {
  const step = path[depth];
  if (step === undefined) return shown;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? put(item, path, shown, depth + 1) : item));
  const object = value as JsonObject;
  return Object.fromEntries(
    Object.entries(object).map(([key, inner]) => [key, key === step ? put(inner, path, shown, depth + 1) : inner]),
  );
}
