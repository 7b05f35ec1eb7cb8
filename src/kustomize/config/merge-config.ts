/** Brings tables of field specs together as kustomize does. */
import type { KindFilter } from "../resources/identity.ts";
import { fitsKind } from "../resources/identity.ts";
import { compareKinds } from "../resources/kind-order.ts";
import type { FieldSpec, ReferenceRule, TransformerConfig } from "./config.ts";

/** Settings that are malformed, or field specs that do not agree; the caller adds the file. */
export class ConfigError extends Error {
  readonly fix: string;
  /** Where in its file it is; undefined where files do not agree. */
  readonly path: SettingPath | undefined;
  constructor(message: string, fix: string, path?: SettingPath) {
    super(message);
    this.name = "ConfigError";
    this.fix = fix;
    this.path = path;
  }
}

export type SettingPath = readonly (string | number)[];

type SpecField = Exclude<keyof TransformerConfig, "nameReference">;

const SPEC_FIELDS: readonly SpecField[] = [
  "namePrefix",
  "nameSuffix",
  "namespace",
  "commonAnnotations",
  "commonLabels",
  "labels",
  "templateLabels",
  "varReference",
  "images",
  "replicas",
];

export const EMPTY_CONFIG: TransformerConfig = {
  ...(Object.fromEntries(SPEC_FIELDS.map((field) => [field, []])) as unknown as Record<SpecField, []>),
  nameReference: [],
};

/** For each pair the outcome: a tree merges the same few tables again and again. */
const merged = new WeakMap<TransformerConfig, WeakMap<TransformerConfig, TransformerConfig>>();

/**
 * `a` with what `b` adds; `a` itself where that is nothing, `b` where it is all. A kustomization starts from
 * EMPTY_CONFIG, and even that can fail: throws a ConfigError where both, or `b` alone, name a field twice but do not
 * agree on creating it.
 * Source: kustomize 5.8.1, api/internal/plugins/builtinconfig/transformerconfig.go and api/types/fieldspec.go.
 */
export function mergeConfig(a: TransformerConfig, b: TransformerConfig): TransformerConfig {
  const known = merged.get(a)?.get(b);
  if (known !== undefined) return known;
  const result = mergeTables(a, b);
  if (!merged.has(a)) merged.set(a, new WeakMap());
  merged.get(a)?.set(b, result);
  return result;
}

function mergeTables(a: TransformerConfig, b: TransformerConfig): TransformerConfig {
  const specs = SPEC_FIELDS.map((field) => [field, mergeSpecs(a[field], b[field], field)]);
  const nameReference = mergeRules(a.nameReference, b.nameReference);
  const both: TransformerConfig = { ...a, ...Object.fromEntries(specs), nameReference };
  return [a, b].find((one) => hasSameTables(one, both)) ?? sortConfig(both);
}

function hasSameTables(a: TransformerConfig, b: TransformerConfig): boolean {
  return [...SPEC_FIELDS, "nameReference" as const].every(
    (field) => a[field] === b[field] || (a[field].length === 0 && b[field].length === 0),
  );
}

/** The tables in kustomize's order; the order of rows for one kind stays. */
export function sortConfig(config: TransformerConfig): TransformerConfig {
  const specs = SPEC_FIELDS.map((field) => [field, config[field].toSorted(compareKinds)]);
  const nameReference = config.nameReference.toSorted((a, b) => compareKinds(a.target, b.target));
  return { ...config, ...Object.fromEntries(specs), nameReference };
}

/** `specs` with those of `more` that it lacks; itself where it has them all. `field` is for messages. */
export function mergeSpecs(
  specs: readonly FieldSpec[],
  more: readonly FieldSpec[],
  field: string,
): readonly FieldSpec[] {
  let both: FieldSpec[] | undefined;
  for (const spec of more) {
    const same = (both ?? specs).find((other) => other.path === spec.path && fitsKind(spec, other));
    if (same === undefined) {
      both ??= [...specs];
      both.push(spec);
    } else if (same.create !== spec.create) {
      throw new ConfigError(
        `two field specs of ${field} for ${spec.path} do not agree on create`,
        "Give both the same create, or leave one out.",
      );
    }
  }
  if (both === undefined) return specs;
  return specs.length === 0 && both.length === more.length ? more : both;
}

function mergeRules(rules: readonly ReferenceRule[], more: readonly ReferenceRule[]): readonly ReferenceRule[] {
  const both = more.reduce(mergeRule, rules);
  return rules.length === 0 && both.length === more.length ? more : both;
}

function mergeRule(rules: readonly ReferenceRule[], rule: ReferenceRule): readonly ReferenceRule[] {
  let found = false;
  let changed = false;
  const both = rules.map((other) => {
    if (!sameKind(other.target, rule.target)) return other;
    found = true;
    const fields = mergeSpecs(other.fields, rule.fields, "nameReference");
    if (fields === other.fields) return other;
    changed = true;
    return { ...other, fields };
  });
  if (!found) return [...rules, rule];
  return changed ? both : rules;
}

function sameKind(a: KindFilter, b: KindFilter): boolean {
  const same = (key: keyof KindFilter): boolean => (a[key] ?? "") === (b[key] ?? "");
  return same("group") && same("version") && same("kind");
}
