/** The form of `replacements` and `vars`. */
import type { Variable } from "../replacements/variables.ts";
import type { Decoder, Entry } from "./entry.ts";
import { fields, flag, list, optional, record, text, wholeNumber } from "./entry.ts";
import type { IdentityForm, SelectorForm } from "./selector-form.ts";
import { IDENTITY_FIELDS, selector } from "./selector-form.ts";

export interface ReplacementForm {
  readonly entry: Entry;
  readonly source: SourceForm | undefined;
  readonly sourceValue: string | undefined;
  readonly targets: readonly TargetForm[];
  /** A file with replacements in place of all the rest; empty where none is named. */
  readonly path: string;
}

interface SourceForm extends IdentityForm {
  readonly fieldPath: string;
  readonly options: FieldOptions | undefined;
}

interface TargetForm {
  readonly entry: Entry;
  readonly select: SelectorForm | undefined;
  readonly reject: readonly SelectorForm[];
  readonly fieldPaths: readonly string[];
  readonly options: FieldOptions | undefined;
}

interface FieldOptions {
  readonly delimiter: string;
  readonly index: number;
  readonly encoding: string;
  readonly create: boolean;
}

const fieldOptions: Decoder<FieldOptions> = record({
  delimiter: text,
  index: wholeNumber,
  encoding: text,
  create: flag,
});

const FORM = {
  source: optional(record({ ...IDENTITY_FIELDS, fieldPath: text, options: optional(fieldOptions) })),
  sourceValue: optional(text),
  targets: list(
    record({
      select: optional(selector),
      reject: list(selector),
      fieldPaths: list(text),
      options: optional(fieldOptions),
    }),
  ),
  path: text,
} as const;

export const replacement: Decoder<ReplacementForm> = record(FORM);

/** In a file of its own, further fields are passed over. */
export const replacementFile: Decoder<ReplacementForm> = fields(FORM);

/** A var, as the transformer takes it. */
export const variable: Decoder<Variable<Entry>> = (entry, problems) => {
  const { name, objref, fieldref } = VARIABLE(entry, problems);
  return { name, object: objref, fieldPath: fieldref.fieldPath, entry };
};

const VARIABLE = record({
  name: text,
  objref: record({ ...IDENTITY_FIELDS, apiVersion: text }),
  fieldref: record({ fieldPath: text }),
});
