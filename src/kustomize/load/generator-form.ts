/** The form of `configMapGenerator`, `secretGenerator` and `generatorOptions`. */
import type { Decoder, Entry, TextEntry } from "./entry.ts";
import { fields, flag, list, optional, record, strict, text, textEntry, texts } from "./entry.ts";

export interface GeneratorForm {
  readonly entry: Entry;
  readonly name: string;
  readonly namespace: string;
  /** `merge` and `replace` change an object; any other text makes a new one, as in kustomize. */
  readonly behavior: string;
  readonly literals: readonly TextEntry[];
  readonly files: readonly TextEntry[];
  readonly envs: readonly TextEntry[];
  readonly options: GeneratorOptions;
  /** Of a Secret only; empty is `Opaque`. */
  readonly type: string;
}

export interface GeneratorOptions {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly disableNameSuffixHash: boolean;
  readonly immutable: boolean;
}

const OPTION_FIELDS = { labels: texts, annotations: texts, disableNameSuffixHash: flag, immutable: flag } as const;
export const generatorOptions: Decoder<GeneratorOptions> = record(OPTION_FIELDS);

const FORM = {
  name: text,
  namespace: text,
  behavior: text,
  literals: list(textEntry),
  files: list(textEntry),
  envs: list(textEntry),
  env: optional(textEntry),
  options: generatorOptions,
} as const;

export const configMap: Decoder<GeneratorForm> = generator(record(FORM));
export const secret: Decoder<GeneratorForm> = generator(record({ ...FORM, type: text }));

const METADATA = { metadata: fields({ name: text, namespace: text }) } as const;
/** Strict where kustomize has them in a struct of their own. */
const OPTIONS = {
  name: strict(text),
  namespace: strict(text),
  behavior: strict(text),
  literals: strict(FORM.literals),
  files: strict(FORM.files),
  envs: strict(FORM.envs),
  env: strict(FORM.env),
  options: strict(fields(OPTION_FIELDS)),
} as const;

/** A generator in a file of its own: its name and namespace may stand in `metadata`. */
export const configMapFile: Decoder<GeneratorForm> = named(fields({ ...OPTIONS, ...METADATA }));
export const secretFile: Decoder<GeneratorForm> = named(fields({ ...OPTIONS, type: strict(text), ...METADATA }));

type Read = Omit<GeneratorForm, "type"> & { readonly env: TextEntry | undefined; readonly type?: string };

function generator(read: Decoder<Read>): Decoder<GeneratorForm> {
  return (entry, problems) => {
    const { env, ...form } = read(entry, problems);
    return { type: "", ...form, envs: env === undefined || env.text === "" ? form.envs : [...form.envs, env] };
  };
}

/** kustomize passes over `env` in a file. */
function named(
  read: Decoder<Read & { readonly metadata: { readonly name: string; readonly namespace: string } }>,
): Decoder<GeneratorForm> {
  return (entry, problems) => {
    const { env: _, metadata, ...form } = read(entry, problems);
    return {
      type: "",
      ...form,
      name: form.name === "" ? metadata.name : form.name,
      namespace: form.namespace === "" ? metadata.namespace : form.namespace,
    };
  };
}

/** What a generator's own options leave open, the kustomization's `generatorOptions` fill. */
export function joinedOptions(own: GeneratorOptions, shared: GeneratorOptions): GeneratorOptions {
  return {
    labels: { ...shared.labels, ...own.labels },
    annotations: { ...shared.annotations, ...own.annotations },
    disableNameSuffixHash: own.disableNameSuffixHash || shared.disableNameSuffixHash,
    immutable: own.immutable || shared.immutable,
  };
}
