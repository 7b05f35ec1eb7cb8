/** The files of the `configurations` field: more fields that the transformers change and follow. */
import type { KindFilter } from "../resources/identity.ts";
import type { Value } from "../yaml/value.ts";
import type { FieldSpec, ReferenceRule, TransformerConfig } from "./config.ts";
import { defaultConfig } from "./default-config.ts";
import type { SettingPath } from "./merge-config.ts";
import { EMPTY_CONFIG, mergeConfig, sortConfig } from "./merge-config.ts";
import { asBoolean, asList, asMapping, asString, asText, knownFields } from "./setting-reader.ts";

const TABLES = Object.keys(EMPTY_CONFIG) as readonly (keyof TransformerConfig)[];
const KIND_NAMES = ["group", "version", "kind"] as const;

/**
 * kustomize's own tables with what the files add. They are never replaced. Throws a ConfigError where field specs do
 * not agree.
 * Source: kustomize 5.8.1, api/internal/plugins/builtinconfig/{loaddefaultconfig,transformerconfig}.go.
 */
export function joinConfigurations(files: readonly TransformerConfig[]): TransformerConfig {
  if (files.length === 0) return defaultConfig();
  return mergeConfig(defaultConfig(), files.reduce(mergeConfig, EMPTY_CONFIG));
}

/** What the first document of one file says, sorted. Throws a ConfigError where it is malformed. */
export function readConfiguration(document: Value): TransformerConfig {
  const fields = knownFields(asMapping(document, []), TABLES, []);
  const { nameReference = null, ...specs } = fields;
  const tables = Object.entries(specs).map(([field, value]) => [field, fieldSpecs(value ?? null, [field])]);
  return sortConfig({
    ...EMPTY_CONFIG,
    ...Object.fromEntries(tables),
    nameReference: asList(nameReference, ["nameReference"]).map((item, index) =>
      referenceRule(item, ["nameReference", index]),
    ),
  });
}

function fieldSpecs(value: Value, at: SettingPath): readonly FieldSpec[] {
  return asList(value, at).map((item, index) => fieldSpec(item, [...at, index]));
}

function fieldSpec(item: Value, at: SettingPath): FieldSpec {
  const fields = knownFields(asMapping(item, at), [...KIND_NAMES, "path", "create"], at);
  return {
    ...kindFilter(fields, at),
    path: asText(fields.path ?? null, [...at, "path"]),
    create: asBoolean(fields.create ?? null, [...at, "create"]),
  };
}

function referenceRule(item: Value, at: SettingPath): ReferenceRule {
  const fields = knownFields(asMapping(item, at), [...KIND_NAMES, "fieldSpecs"], at);
  return { target: kindFilter(fields, at), fields: fieldSpecs(fields.fieldSpecs ?? null, [...at, "fieldSpecs"]) };
}

function kindFilter(fields: Partial<Record<(typeof KIND_NAMES)[number], Value>>, at: SettingPath): KindFilter {
  const written = KIND_NAMES.map((name) => [name, asString(fields[name] ?? null, [...at, name])]);
  return Object.fromEntries(written.filter(([, text]) => text !== ""));
}
