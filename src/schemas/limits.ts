/** What a value must keep to besides its type: words, patterns, formats and sizes, each as a check made once per schema. */
import { formatOf } from "./formats.ts";
import { expressionOf } from "./pattern.ts";
import type { Schema } from "./schema.ts";

/** What a value must be, in words after "must"; undefined where it is. */
export type Limit = (value: unknown) => Complaint | undefined;

export interface Complaint {
  readonly must: string;
  readonly fix: string;
  /** The words that may be written, where those are all. */
  readonly words?: readonly string[];
}

export function limitsOf(schema: Schema): readonly Limit[] {
  const limits: Limit[] = [];
  if (schema.enum !== undefined) limits.push(words(schema.enum));
  if (schema.pattern !== undefined) limits.push(...pattern(schema.pattern));
  if (schema.format !== undefined) limits.push(...format(schema.format));
  if (schema.minimum !== undefined) limits.push(least(schema.minimum, schema.exclusiveMinimum === true));
  if (schema.maximum !== undefined) limits.push(most(schema.maximum, schema.exclusiveMaximum === true));
  if (schema.multipleOf !== undefined) limits.push(multiple(schema.multipleOf));
  limits.push(...size(lengthOf, "characters", schema.minLength, schema.maxLength));
  limits.push(...size(itemsOf, "items", schema.minItems, schema.maxItems));
  limits.push(...size(fieldsOf, "fields", schema.minProperties, schema.maxProperties));
  if (schema.uniqueItems === true || schema.list === "set") limits.push(unique);
  return limits;
}

function words(allowed: readonly unknown[]): Limit {
  const shown = allowed.filter((one) => one !== "" && one !== null).map((one) => String(one));
  const scalars = new Set(allowed);
  const complaint = {
    must: shown.length === 1 ? `be ${shown[0]}` : `be one of ${shown.join(", ")}`,
    fix: shown.length === 1 ? `Write ${shown[0]}.` : `Use one of ${shown.join(", ")}.`,
    words: shown,
  };
  return (value) => (scalars.has(value) || (typeof value === "object" && value !== null) ? undefined : complaint);
}

function pattern(source: string): Limit[] {
  const expression = expressionOf(source);
  if (expression === undefined) return [];
  const complaint = { must: `match ${source}`, fix: "Write a value that matches the pattern." };
  return [(value) => (typeof value !== "string" || expression.test(value) ? undefined : complaint)];
}

function format(name: string): Limit[] {
  const known = formatOf(name);
  if (known === undefined) return [];
  const complaint = { must: `be ${known.words}`, fix: `Write ${known.words}.` };
  return [
    (value) => ((typeof value !== "string" && typeof value !== "number") || known.takes(value) ? undefined : complaint),
  ];
}

function least(minimum: number, isExclusive: boolean): Limit {
  const must = isExclusive ? `be more than ${minimum}` : `be at least ${minimum}`;
  return bound(must, (value) => (isExclusive ? value > minimum : value >= minimum));
}

function most(maximum: number, isExclusive: boolean): Limit {
  const must = isExclusive ? `be less than ${maximum}` : `be at most ${maximum}`;
  return bound(must, (value) => (isExclusive ? value < maximum : value <= maximum));
}

function multiple(of: number): Limit {
  return bound(`be a multiple of ${of}`, (value) => Number.isInteger(value / of));
}

function bound(must: string, takes: (value: number) => boolean): Limit {
  const complaint = { must, fix: `The value must ${must}.` };
  return (value) => (typeof value !== "number" || takes(value) ? undefined : complaint);
}

type Measure = (value: unknown) => number | undefined;

// Go counts characters, not the halves of them that JavaScript counts.
const lengthOf: Measure = (value) =>
  typeof value !== "string" ? undefined : /[\ud800-\udfff]/.test(value) ? [...value].length : value.length;
const itemsOf: Measure = (value) => (Array.isArray(value) ? value.length : undefined);
const fieldsOf: Measure = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value).length : undefined;

function size(measure: Measure, what: string, fewest = 0, largest = Number.POSITIVE_INFINITY): Limit[] {
  if (fewest === 0 && largest === Number.POSITIVE_INFINITY) return [];
  const few = { must: `have ${amount(fewest, what)} at least`, fix: `Write ${amount(fewest, what)} or more.` };
  const many = { must: `have ${amount(largest, what)} at most`, fix: `Write ${amount(largest, what)} or fewer.` };
  return [
    (value) => {
      const found = measure(value);
      if (found === undefined) return undefined;
      return found < fewest ? few : found > largest ? many : undefined;
    },
  ];
}

const amount = (count: number, what: string): string => `${count} ${count === 1 ? what.slice(0, -1) : what}`;

function unique(value: unknown): Complaint | undefined {
  if (!Array.isArray(value) || value.length < 2) return undefined;
  const seen = new Set(value.map((item) => (typeof item === "object" ? JSON.stringify(item) : item)));
  return seen.size === value.length ? undefined : TWICE;
}

const TWICE: Complaint = { must: "have no item twice", fix: "Remove what stands there a second time." };
