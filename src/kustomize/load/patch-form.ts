/** The form of `patches`, `patchesJson6902` and what else changes objects by rules. */
import type { Decoder, Entry } from "./entry.ts";
import { flag, largeNumber, optional, record, text, texts } from "./entry.ts";
import type { SelectorForm } from "./selector-form.ts";
import { fieldSpecs, selector } from "./selector-form.ts";

export interface PatchForm {
  readonly entry: Entry;
  readonly path: string;
  readonly patch: string;
  readonly target: SelectorForm | undefined;
  readonly options: PatchOptions | undefined;
}
export interface PatchOptions {
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

const patchOptions: Decoder<PatchOptions> = record({ allowNameChange: flag, allowKindChange: flag });

export const patch: Decoder<PatchForm> = record({
  path: text,
  patch: text,
  target: optional(selector),
  options: optional(patchOptions),
});

export const LABEL_FIELDS = {
  pairs: texts,
  includeSelectors: flag,
  includeTemplates: flag,
  fields: fieldSpecs,
} as const;
export const IMAGE_FIELDS = { name: text, newName: text, tagSuffix: text, newTag: text, digest: text } as const;
export const REPLICA_FIELDS = { name: text, count: largeNumber } as const;
