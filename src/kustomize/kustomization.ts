/** A kustomization as the build reads it: checked, with the place of every part that may turn out wrong later. */
import type { Entry } from "./entry.ts";
import type { Target } from "./selector.ts";

export interface Kustomization {
  readonly file: string;
  readonly text: string;
  readonly directory: string;
  readonly kind: "Kustomization" | "Component";
  readonly resources: readonly PathEntry[];
  readonly components: readonly PathEntry[];
  readonly patches: readonly PatchEntry[];
  readonly labels: readonly LabelEntry[];
  readonly images: readonly ImageEntry[];
  readonly replicas: readonly ReplicaEntry[];
  readonly configMaps: readonly GeneratorEntry[];
  readonly generatorOptions: GeneratorOptions;
  /** Empty where nothing is to be moved. */
  readonly namespace: { readonly entry: Entry; readonly name: string };
}

export interface PathEntry {
  readonly entry: Entry;
  readonly path: string;
}

/** Exactly one of `path` and `inline` is set. */
export interface PatchEntry {
  readonly entry: Entry;
  readonly path: string;
  readonly inline: string;
  readonly target?: Target;
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

export interface LabelEntry {
  readonly pairs: Readonly<Record<string, string>>;
  readonly includeSelectors: boolean;
  readonly includeTemplates: boolean;
}

/** Empty strings change nothing. */
export interface ImageEntry {
  readonly entry: Entry;
  /** A regular expression, as in kustomize. */
  readonly name: string;
  readonly newName: string;
  readonly newTag: string;
  readonly digest: string;
}

export interface ReplicaEntry {
  readonly entry: Entry;
  readonly name: string;
  readonly count: number;
}

export interface GeneratorEntry {
  readonly entry: Entry;
  readonly name: string;
  readonly namespace: string;
  readonly behavior: "create" | "merge" | "replace";
  readonly literals: readonly PathEntry[];
  readonly files: readonly PathEntry[];
  readonly envs: readonly PathEntry[];
  readonly options: GeneratorOptions;
}

export interface GeneratorOptions {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly disableNameSuffixHash: boolean;
  readonly immutable: boolean;
}
