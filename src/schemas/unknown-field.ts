/** What to do about a field that its object doesn't have: the name that was meant, or the place where it is a field. */
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { nameFix, nearName } from "../model/near-name.ts";
import { pathText, type Step } from "./problem.ts";
import type { Place, Rule } from "./rule.ts";

/** An object on the way to a value, what it must be, and how many steps lead to it. */
export interface Level {
  readonly object: JsonObject;
  readonly rule: Rule;
  readonly depth: number;
}

/** A container of a Deployment is this far below `spec`; what lies deeper is no slip any more. */
const DEEPEST = 3;

/** The last level is the object with the field. */
export function unknownFieldFix(name: string, levels: readonly Level[], path: readonly Step[]): string {
  const here = levels.at(-1);
  if (here === undefined || here.rule.fields.size === 0) return homeAbove(name, levels, path) ?? "Leave it out.";
  const names = [...here.rule.fields.keys()];
  const near = nearName(name, names);
  if (near?.toLowerCase() === name.toLowerCase()) return `Did you mean ${near}?`;
  const below = homeBelow(name, here);
  if (below !== undefined) return `${word(name)} is a field of ${pathText([...path, ...below])}: move it there.`;
  if (near !== undefined) return `Did you mean ${near}?`;
  return homeAbove(name, levels, path) ?? oneOf(name, names);
}

/** What is no word may be a name and its value, where a space was forgotten. */
const word = (name: string): string => (/^[\w./-]+$/.test(name) ? name : JSON.stringify(name));

/** More names than a person reads at a glance are no help. */
const MOST_NAMED = 12;

function oneOf(name: string, names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return nameFix(name, names);
  return `Leave it out, or correct it: none of the ${names.length} fields that can stand here is like ${word(name)}.`;
}

/** The nearest object around it that has the field, or that has an object with the field. */
function homeAbove(name: string, levels: readonly Level[], path: readonly Step[]): string | undefined {
  for (const level of levels.slice(0, -1).reverse()) {
    const home = level.rule.fields.has(name) ? [] : homeBelow(name, level, 1);
    if (home !== undefined)
      return `${word(name)} is a field of ${pathText([...path.slice(0, level.depth), ...home])}: move it there.`;
  }
  return undefined;
}

interface Part {
  readonly rule: Rule;
  readonly steps: readonly Step[];
  readonly value: JsonValue | undefined;
}

/** Steps to the nearest object below that has the field, one that is written before others. */
function homeBelow(name: string, { object, rule }: Level, deepest = DEEPEST): readonly Step[] | undefined {
  let parts: readonly Part[] = [{ rule, steps: [], value: object }];
  for (let depth = 0; depth < deepest; depth++) {
    parts = parts.flatMap(partsOf);
    const homes = parts.filter((part) => part.rule.fields.has(name));
    const home = homes.find(({ value }) => value !== undefined) ?? (homes.length === 1 ? homes[0] : undefined);
    if (home !== undefined) return home.steps;
  }
  return undefined;
}

function partsOf({ rule, steps, value }: Part): Part[] {
  return [...rule.fields].map(([field, place]) => {
    const inside = isObject(value) ? value[field] : undefined;
    return objectIn(place, [...steps, field], inside);
  });
}

/** The object itself, or the first item where it is a list of objects. */
function objectIn(place: Place, steps: readonly Step[], value: JsonValue | undefined): Part {
  const items = place.rule.items;
  if (items === undefined) return { rule: place.rule, steps, value };
  return { rule: items.rule, steps: [...steps, 0], value: Array.isArray(value) ? value[0] : undefined };
}
