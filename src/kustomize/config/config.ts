/** Which fields the transformers change and follow: kustomize's own tables, or what `configurations` adds to them. */
import type { KindFilter } from "../resources/identity.ts";

/** Where in which kinds a field lies. */
export interface FieldSpec extends KindFilter {
  /** As kustomize writes it: `spec/template/metadata/labels`; `\/` is a slash in a name, `[]` marks a list. */
  readonly path: string;
  /** Makes the field, and the way to it, where it is missing. */
  readonly create: boolean;
}

/** The kind that is named, and the fields that name it. */
export interface ReferenceRule {
  readonly target: KindFilter;
  readonly fields: readonly FieldSpec[];
}

/** The keys are those of a `configurations` file. */
export interface TransformerConfig {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly nameReference: readonly ReferenceRule[];
  readonly varReference: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
}
