/** Which of many fields an object has, found out once for every part that objects share. */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own } from "../yaml/value.ts";
import type { Step } from "./field-path.ts";
import { stepsOf } from "./field-path.ts";

interface Way {
  readonly place: number;
  readonly steps: readonly Step[];
}

/** The fields below one key of the object. */
interface Group {
  readonly key: string;
  readonly ways: readonly Way[];
  readonly reached: WeakMap<object, readonly number[]>;
}

interface Index {
  readonly groups: readonly Group[];
  /** Fields whose first step is a problem, or none. */
  readonly others: readonly number[];
}

const INDEXES = new WeakMap<readonly unknown[], Index>();

/**
 * Those of the fields, in their order, at which a walk that makes nothing finds something to change or to complain about.
 * To be called with the same list again and again: what is known of it is kept.
 */
export function fieldsReached<F extends { readonly path: string }>(
  object: Mapping,
  fields: readonly F[],
): readonly F[] {
  let index = INDEXES.get(fields);
  if (index === undefined) {
    index = indexOf(fields);
    INDEXES.set(fields, index);
  }
  const places = [...index.others];
  for (const group of index.groups) {
    const value = own(object, group.key);
    if (value !== undefined) places.push(...placesIn(group, value));
  }
  return places.sort((a, b) => a - b).map((place) => fields[place] as F);
}

function indexOf(fields: readonly { readonly path: string }[]): Index {
  const groups = new Map<string, Way[]>();
  const others: number[] = [];
  for (const [place, { path }] of fields.entries()) {
    const steps = stepsOf(path);
    const [first] = steps;
    if (first === undefined || first.staysHere || first.problem !== "") {
      others.push(place);
      continue;
    }
    const ways = groups.get(first.key);
    if (ways === undefined) groups.set(first.key, [{ place, steps }]);
    else ways.push({ place, steps });
  }
  return { others, groups: [...groups].map(([key, ways]) => ({ key, ways, reached: new WeakMap() })) };
}

function placesIn({ ways, reached }: Group, value: Value): readonly number[] {
  const find = (): readonly number[] =>
    ways.filter(({ steps }) => entersField(value, steps, 0)).map(({ place }) => place);
  if (!isMapping(value) && !isList(value)) return find();
  let places = reached.get(value);
  if (places === undefined) {
    places = find();
    reached.set(value, places);
  }
  return places;
}

/** `value` is what the step at `depth` has led to. */
function entersField(value: Value, steps: readonly Step[], depth: number): boolean {
  if (value !== null) return reaches(value, steps, depth + 1);
  // A list that is null becomes an empty one.
  return depth + 1 === steps.length || steps[depth]?.isList === true;
}

function reaches(value: Value, steps: readonly Step[], depth: number): boolean {
  const step = steps[depth];
  if (step === undefined) return true;
  if (value === null) return false;
  if (isList(value)) return value.some((item) => reaches(item, steps, depth));
  if (!isMapping(value) || step.problem !== "") return true;
  if (step.staysHere) return reaches(value, steps, depth + 1);
  const found = own(value, step.key);
  return found !== undefined && entersField(found, steps, depth);
}
