/** A schema in the form that values are held against: made for each part of a kind when an object first has it. */
import type { JsonObject } from "../model/json.ts";
import { type Limit, limitsOf } from "./limits.ts";
import { OBJECT_META } from "./object-meta.ts";
import type { KindTable, Schema } from "./schema.ts";
import { ANY, typesOf } from "./types.ts";

export interface Rule {
  /** Bits of the allowed types. */
  readonly types: number;
  readonly fields: ReadonlyMap<string, Place>;
  /** The rule of fields without a name of their own. */
  readonly others: Place | undefined;
  /** Whether other fields are allowed though nothing is known of them. */
  readonly open: boolean;
  readonly required: readonly string[];
  readonly items: Place | undefined;
  readonly limits: readonly Limit[];
  readonly forms: Forms | undefined;
}

/** Where a rule holds. */
export interface Place {
  readonly rule: Rule;
  /** Whether null, and a word that is empty, count as not written. */
  readonly emptyIsUnset: boolean;
}

/** Other rules that hold for the same value: all of them, any, exactly one, and the one that must not. */
export interface Forms {
  readonly all: readonly Rule[];
  readonly any: readonly Rule[];
  readonly one: readonly Rule[];
  readonly not: Rule | undefined;
  /** Fields that the value has for them, where it doesn't say something else. */
  readonly defaults: JsonObject | undefined;
}

interface Setting {
  readonly parts: (name: string) => Rule;
  readonly builtIn: boolean;
  /** Inside of a form the fields that it does not name are the business of the schema around it. */
  readonly partial: boolean;
}

const NO_FIELDS: ReadonlyMap<string, Place> = new Map();

const objectMeta = once(() => ruleOf(OBJECT_META, { parts: () => OPEN, builtIn: true, partial: false }));

const OPEN: Rule = {
  types: ANY,
  fields: NO_FIELDS,
  others: undefined,
  open: true,
  required: [],
  items: undefined,
  limits: [],
  forms: undefined,
};

/** The rule of a kind's objects. */
export function kindRule({ schema, parts = {}, builtIn = false }: KindTable): Rule {
  const made = new Map<string, Rule>();
  const setting: Setting = {
    builtIn,
    partial: false,
    parts: (name) => {
      if (name === "ObjectMeta") return objectMeta();
      const known = made.get(name);
      if (known !== undefined) return known;
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
      if (part === undefined) throw new Error(`the schema has no part ${name}`);
      const rule = ruleOf(part, setting);
      made.set(name, rule);
      return rule;
    },
  };
  return ruleOf(schema, setting);
}

function ruleOf(schema: Schema, setting: Setting): Rule {
  if (schema.$ref !== undefined) return setting.parts(schema.$ref);
  const { type, required = [], properties, additionalProperties, items } = schema;
  return {
    types: typesOf(type, schema.nullable === true),
    fields: properties === undefined ? NO_FIELDS : fieldsOf(properties, required, setting),
    others: additionalProperties === undefined ? undefined : place(additionalProperties, setting, setting.builtIn),
    open: schema.open === true || type === undefined || setting.partial,
    required,
    // A list of words may have an empty one; an object that is none has no fields that it needs.
    items: items === undefined ? undefined : place(items, setting, setting.builtIn && isPlain(items)),
    limits: limitsOf(schema),
    forms: formsOf(schema, { ...setting, partial: true }),
  };
}

function isPlain({ $ref, type, enum: words }: Schema): boolean {
  return $ref === undefined && type !== "object" && type !== "array" && words === undefined;
}

function fieldsOf(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  setting: Setting,
): ReadonlyMap<string, Place> {
  const fields = new Map<string, Place>();
  for (const name of Object.keys(properties)) {
    const isOptional = setting.builtIn && !required.includes(name);
    fields.set(name, place(properties[name] as Schema, setting, isOptional));
  }
  return fields;
}

function formsOf({ allOf = [], anyOf = [], oneOf = [], not, defaults }: Schema, setting: Setting): Forms | undefined {
  if (allOf.length + anyOf.length + oneOf.length === 0 && not === undefined) return undefined;
  const rules = (schemas: readonly Schema[]): Rule[] => schemas.map((schema) => ruleOf(schema, setting));
  return {
    all: rules(allOf),
    any: rules(anyOf),
    one: rules(oneOf),
    not: not === undefined ? undefined : ruleOf(not, setting),
    defaults,
  };
}

/** A kind has thousands of parts, and an object few of them. */
function place(schema: Schema, setting: Setting, emptyIsUnset: boolean): Place {
  let rule: Rule | undefined;
  return {
    emptyIsUnset,
    get rule() {
      rule ??= ruleOf(schema, setting);
      return rule;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
