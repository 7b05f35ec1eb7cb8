/**
 * Labels that change together. When one `labels` entry adds a label in several places of an object (its own labels,
 * a selector, the pod template), kustomize 5.8.1 keeps one value for all of them: whatever changes it later in one
 * place, another entry or a strategic merge patch, changes the selector too. Argo CD and Flux render with kustomize,
 * so we follow.
 */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { at, isObject } from "../model/json.ts";
import { withKey } from "./field-path.ts";
import { DIRECTIVE } from "./patch-error.ts";

/** The way to one `labels` map, list indexes included. */
type Place = readonly (string | number)[];

export interface LabelGroup {
  readonly key: string;
  readonly places: readonly Place[];
}

/** The places that a field spec's path has in an object; `volumeClaimTemplates[]` has one for each item. */
export function placesOf(value: JsonValue | undefined, path: readonly string[], place: Place = []): Place[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: JsonValue, index) => placesOf(item, path, [...place, index]));
  }
  const [step, ...rest] = path;
  if (step === undefined) return isObject(value) ? [place] : [];
  const key = step.replace("[]", "");
  return isObject(value) ? placesOf(at(value, key), rest, [...place, key]) : [];
}

/** The groups that still have two places; a place whose label was taken away has left its group. */
export function remainingGroups(object: JsonObject, groups: readonly LabelGroup[]): readonly LabelGroup[] {
  if (groups.length === 0) return groups;
  return groups
    .map(({ key, places }) => ({ key, places: places.filter((place) => at(object, ...place, key) !== undefined) }))
    .filter(({ places }) => places.length > 1);
}

/** The groups without the places that a patch replaces as a whole (`$patch: replace`): those get values of their own. */
export function unreplacedGroups(patch: JsonObject, groups: readonly LabelGroup[]): readonly LabelGroup[] {
  const isReplaced = (place: Place): boolean =>
    place.some((_, depth) => at(patch, ...place.slice(0, depth + 1), DIRECTIVE) === "replace");
  return groups.map(({ key, places }) => ({ key, places: places.filter((place) => !isReplaced(place)) }));
}

/** `after` with the labels that share a value with one that `before` had otherwise brought in line. */
export function followGroups<T extends JsonObject>(before: T, after: T, groups: readonly LabelGroup[]): T {
  return before === after ? after : groups.reduce((object, group) => followGroup(before, object, group), after);
}

function followGroup<T extends JsonObject>(before: T, after: T, { key, places }: LabelGroup): T {
  // Fields are merged in alphabetical order, so the last place decides.
  const last = places
    .filter((place) => (at(after, ...place, key) ?? at(before, ...place, key)) !== at(before, ...place, key))
    .toSorted((a, b) => (a.join("/") < b.join("/") ? -1 : 1))
    .at(-1);
  const value = last === undefined ? undefined : at(after, ...last, key);
  if (value === undefined) return after;
  const present = places.filter((place) => at(after, ...place, key) !== undefined);
  return present.reduce<T>((object, place) => setAt(object, [...place, key], value) as T, after);
}

function setAt(object: JsonValue, [step, ...rest]: Place, value: JsonValue): JsonValue {
  if (step === undefined) return value;
  const next = setAt(at(object, step) ?? {}, rest, value);
  if (typeof step === "number") return (object as readonly JsonValue[]).with(step, next);
  return withKey(object as JsonObject, step, next);
}
