/** Takes the secrets out of the objects of an environment, and out of what is said about them. */
import { grouped } from "../model/grouped.ts";
import { type JsonObject, type JsonValue, pointerOf } from "../model/json.ts";
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
    manifest: replaced(manifest, changes) as Manifest,
    redacted: new Set(changes.map(({ path }) => pointerOf(path))),
  };
}

/** A copy of the value with others at the paths; what does not lie on the way is shared. */
function replaced(value: JsonValue, changes: readonly Change[], depth = 0): JsonValue {
  const [first] = changes;
  if (first?.path.length === depth) return first.value;
  const bySteps = grouped(changes, ({ path }) => path[depth] as string | number);
  const inside = (step: string | number, inner: JsonValue): JsonValue => {
    const own = bySteps.get(step);
    return own === undefined ? inner : replaced(inner, own, depth + 1);
  };
  if (Array.isArray(value)) return value.map((item: JsonValue, index) => inside(index, item));
  const entries = Object.entries(value as JsonObject).map(([key, inner]) => [key, inside(key, inner)] as const);
  return Object.fromEntries(entries);
}
