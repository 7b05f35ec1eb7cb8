/** The files of the `configurations` field: more fields that the transformers change and follow. */
import type { KindFilter } from "../resources/identity.ts";
import type { Value } from "../yaml/value.ts";
import type { FieldSpec, ReferenceRule, TransformerConfig } from "./config.ts";
import { defaultConfig } from "./default-config.ts";
import { EMPTY_CONFIG, mergeConfig, sortConfig } from "./merge-config.ts";
import { asBoolean, asList, asMapping, asString, asText, knownFields } from "./setting-reader.ts";

const TABLES = Object.keys(EMPTY_CONFIG) as readonly (keyof TransformerConfig)[];
const KIND_NAMES = ["group", "version", "kind"] as const;

/**
 * kustomize's own tables with what the files add, each the first document of its file. They are never replaced.
 * Throws a ConfigError where a file is malformed or field specs do not agree.
 * Source: kustomize 5.8.1, api/internal/plugins/builtinconfig/{loaddefaultconfig,transformerconfig}.go.
 */
export function readConfigurations(documents: readonly Value[]): TransformerConfig {
  if (documents.length === 0) return defaultConfig();
  const added = documents.reduce<TransformerConfig>(
    (all, document) => mergeConfig(all, readConfiguration(document)),
    EMPTY_CONFIG,
  );
  return mergeConfig(defaultConfig(), added);
}

/** What one file says, sorted. Throws a ConfigError where it is malformed. */
function readConfiguration(document: Value): TransformerConfig {
  const fields = knownFields(asMapping(document, "the configuration"), TABLES, "the configuration");
  const { nameReference = null, ...specs } = fields;
  const tables = Object.entries(specs).map(([field, value]) => [field, fieldSpecs(value ?? null, field)]);
  return sortConfig({
    ...EMPTY_CONFIG,
    ...Object.fromEntries(tables),
    nameReference: asList(nameReference, "nameReference").map(referenceRule),
  });
}

/** A list of field specs as files write them; `field` is for messages. */
export function fieldSpecs(value: Value, field: string): readonly FieldSpec[] {
  return asList(value, field).map((item) => fieldSpec(item, `a field spec of ${field}`));
}

function fieldSpec(item: Value, what: string): FieldSpec {
  const fields = knownFields(asMapping(item, what), [...KIND_NAMES, "path", "create"], what);
  return {
    ...kindFilter(fields, what),
    path: asText(fields.path ?? null, `path of ${what}`),
    create: asBoolean(fields.create ?? null, `create of ${what}`),
  };
}

function referenceRule(item: Value): ReferenceRule {
  const what = "an item of nameReference";
  const fields = knownFields(asMapping(item, what), [...KIND_NAMES, "fieldSpecs"], what);
  return { target: kindFilter(fields, what), fields: fieldSpecs(fields.fieldSpecs ?? null, "nameReference") };
}

function kindFilter(fields: Partial<Record<(typeof KIND_NAMES)[number], Value>>, what: string): KindFilter {
  const written = KIND_NAMES.map((name) => [name, asString(fields[name] ?? null, `${name} of ${what}`)]);
  return Object.fromEntries(written.filter(([, text]) => text !== ""));
}
