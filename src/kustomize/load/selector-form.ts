/** The form of what selects objects and fields: `target`, `select`, `source`, field specs. */
import type { FieldSpec } from "../config/config.ts";
import type { Decoder, Entry } from "./entry.ts";
import { flag, list, record, strict, text } from "./entry.ts";

/** What tells objects apart. */
export interface IdentityForm {
  readonly entry: Entry;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** The texts are regular expressions, empty ones fit any; the last two are Kubernetes selectors. */
export interface SelectorForm extends IdentityForm {
  readonly labelSelector: string;
  readonly annotationSelector: string;
}

export const KIND_FIELDS = { group: strict(text), version: strict(text), kind: strict(text) } as const;
export const IDENTITY_FIELDS = { ...KIND_FIELDS, name: strict(text), namespace: strict(text) } as const;

export const SELECTOR_FIELDS = { ...IDENTITY_FIELDS, labelSelector: text, annotationSelector: text } as const;
export const selector: Decoder<SelectorForm> = record(SELECTOR_FIELDS);

const fieldSpec: Decoder<FieldSpec> = (entry, problems) => {
  const { group, version, kind, path, create } = record({ ...KIND_FIELDS, path: text, create: flag })(entry, problems);
  return { group, version, kind, path, create };
};

export const fieldSpecs: Decoder<readonly FieldSpec[]> = list(fieldSpec);
