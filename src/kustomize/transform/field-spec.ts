/** Changes the fields that field specs name, without touching the original: what is not on the way is shared. */
import type { FieldSpec } from "../config/config.ts";
import type { KindFilter } from "../resources/identity.ts";
import { fitsKind, groupVersion } from "../resources/identity.ts";
import { textAt } from "../resources/resource.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, isQuoted, mapItems, NOTHING, own, withKey } from "../yaml/value.ts";
import { FieldError, wrongKind } from "./field-error.ts";
import type { Step } from "./field-path.ts";
import { stepsOf } from "./field-path.ts";
import { SharedTexts } from "./shared-texts.ts";

/** The place of a value. */
export interface Place {
  /** Whether the value, the one that stands there now, is a string in quotes. */
  readonly isQuoted: (value: Value) => boolean;
}

/** What to do at the end of a path. */
export interface FieldEdit {
  /** What a missing or null field starts as where its field spec creates it; without it nothing is ever made. */
  readonly make?: "mapping" | "scalar";
  /**
   * The value to leave in place of `value`; a scalar that was just made is `NOTHING`. `shared` must be told of
   * scalars inside the value that are changed; the value itself, where it is a scalar, is looked after.
   */
  readonly set: (value: Value, spec: FieldSpec, shared: SharedTexts, place: Place) => Value;
}

/**
 * The object with one field changed; the same object when it is of another kind or nothing changes. Lists on the way
 * are walked item by item. Throws a FieldError where the way ends in a scalar.
 * Source: kustomize 5.8.1, api/filters/fieldspec/fieldspec.go.
 */
export function updateField(object: Mapping, spec: FieldSpec, edit: FieldEdit): Mapping {
  return updateFields(object, [spec], edit);
}

/** As `updateField`, one field spec after the other. */
export function updateFields(object: Mapping, specs: readonly FieldSpec[], edit: FieldEdit): Mapping {
  const shared = new SharedTexts();
  let changed = object;
  let kind = kindOf(object);
  for (const spec of specs) {
    if (!fitsKind(spec, kind)) continue;
    const next = new FieldWalk(spec, edit, shared).change(changed);
    if (next === changed) continue;
    changed = next;
    kind = kindOf(changed);
  }
  return shared.settle(changed);
}

/** Made once: most objects of a tree are of few kinds, and each is looked at for every setting. */
const kinds = new Map<string, Map<string, KindFilter>>();

function kindOf(object: Mapping): KindFilter {
  const apiVersion = textAt(object, "apiVersion");
  const kind = textAt(object, "kind");
  const known = kinds.get(apiVersion)?.get(kind);
  if (known !== undefined) return known;
  const made = { ...groupVersion(apiVersion), kind };
  if (!kinds.has(apiVersion)) kinds.set(apiVersion, new Map());
  kinds.get(apiVersion)?.set(kind, made);
  return made;
}

class FieldWalk implements Place {
  readonly #spec: FieldSpec;
  readonly #edit: FieldEdit;
  readonly #shared: SharedTexts;
  readonly #steps: readonly Step[];
  #mapping: Mapping = {};
  #key = "";

  constructor(spec: FieldSpec, edit: FieldEdit, shared: SharedTexts) {
    this.#spec = spec;
    this.#edit = edit;
    this.#shared = shared;
    this.#steps = stepsOf(spec.path);
  }

  isQuoted(value: Value): boolean {
    return isQuoted(value, this.#mapping, this.#key);
  }

  change(object: Mapping): Mapping {
    return this.#at(object, 0) as Mapping;
  }

  #at(value: Value, depth: number): Value {
    const step = this.#steps[depth];
    if (step === undefined) {
      return this.#shared.put(value, this.#edit.set(this.#shared.now(value), this.#spec, this.#shared, this));
    }
    if (isNull(value)) return value;
    if (isList(value)) return mapItems(value, (item) => this.#at(item, depth));
    if (!isMapping(value)) throw wrongKind(this.#spec, "in a mapping or a list", value);
    return this.#inMapping(value, step, depth);
  }

  #inMapping(mapping: Mapping, step: Step, depth: number): Value {
    if (step.problem !== "") {
      throw new FieldError(this.#spec.path, `the path ${this.#spec.path} ${step.problem}`, "Correct the field spec.");
    }
    if (step.staysHere) return this.#at(mapping, depth + 1);
    const found = own(mapping, step.key);
    if (found === undefined && !this.#creates(step)) return mapping;
    this.#mapping = mapping;
    this.#key = step.key;
    const start = isNull(found) || found === undefined ? this.#made(found, step, depth) : found;
    return withKey(mapping, step.key, this.#at(start, depth + 1));
  }

  #creates(step: Step): boolean {
    return this.#spec.create && this.#edit.make !== undefined && !step.isList;
  }

  /** In place of a missing or null field. A list that is null becomes an empty one, even where nothing is created. */
  #made(found: Value | undefined, step: Step, depth: number): Value {
    if (step.isList) return [];
    if (!this.#creates(step)) return found ?? null;
    return depth + 1 < this.#steps.length || this.#edit.make === "mapping" ? {} : (found ?? NOTHING);
  }
}
