/** Which fields one `labels` entry sets. */
import type { FieldSpec, TransformerConfig } from "../config/config.ts";
import { mergeSpecs } from "../config/merge-config.ts";

/** What a `labels` entry says about places. */
interface LabelPlaces {
  /** Its `fields`. */
  readonly fields: readonly FieldSpec[];
  readonly includeSelectors: boolean;
  readonly includeTemplates: boolean;
}

const OWN_LABELS: FieldSpec = { path: "metadata/labels", create: true };

/**
 * The entry's own field specs first. Throws a ConfigError where two do not agree on `create`.
 * Source: kustomize 5.8.1, api/internal/target/kusttarget_configplugin.go.
 */
export function labelSpecs(entry: LabelPlaces, config: TransformerConfig): readonly FieldSpec[] {
  const named = mergeSpecs(entry.fields, config.labels, "labels");
  if (entry.includeSelectors) return mergeSpecs(named, config.commonLabels, "commonLabels");
  const all = entry.includeTemplates ? mergeSpecs(named, config.templateLabels, "templateLabels") : named;
  return mergeSpecs(all, [OWN_LABELS], "labels");
}
