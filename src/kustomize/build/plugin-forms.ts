/** The forms of kustomize's built-in plugins in files of their own; fields that they do not know are passed over. */
import type { Decoder } from "../load/entry.ts";
import { fields, flag, list, optional, strict, text, textEntry, texts, wholeNumber } from "../load/entry.ts";
import { IMAGE_FIELDS, REPLICA_FIELDS } from "../load/patch-form.ts";
import { replacement } from "../load/replacement-form.ts";
import { KIND_FIELDS, SELECTOR_FIELDS } from "../load/selector-form.ts";

const selector = fields(SELECTOR_FIELDS);
const fieldSpecs = list(fields({ ...KIND_FIELDS, path: text, create: flag }));
const target = fields({
  selector: optional(selector),
  fieldPath: textEntry,
  filePathPosition: wholeNumber,
});

export const FORMS = {
  AnnotationsTransformer: fields({ annotations: texts, fieldSpecs }),
  LabelTransformer: fields({ labels: texts, fieldSpecs }),
  PrefixTransformer: fields({ prefix: text, fieldSpecs: optional(fieldSpecs) }),
  SuffixTransformer: fields({ suffix: text, fieldSpecs: optional(fieldSpecs) }),
  NamespaceTransformer: fields({
    metadata: fields({ namespace: text }),
    fieldSpecs,
    unsetOnly: flag,
    setRoleBindingSubjects: textEntry,
  }),
  ImageTagTransformer: fields({ imageTag: fields(IMAGE_FIELDS), fieldSpecs }),
  ReplicaCountTransformer: fields({ replica: fields(REPLICA_FIELDS), fieldSpecs }),
  PatchTransformer: fields({
    path: text,
    patch: text,
    target: optional(selector),
    options: optional(fields({ allowNameChange: flag, allowKindChange: flag })),
  }),
  PatchJson6902Transformer: fields({ path: text, jsonOp: text, target: optional(selector) }),
  PatchStrategicMergeTransformer: fields({ paths: list(textEntry), patches: textEntry }),
  ReplacementTransformer: fields({ replacements: strict(list(replacement)) }),
  ValueAddTransformer: fields({ value: text, targets: list(target), targetFilePath: textEntry }),
  IAMPolicyGenerator: fields({
    cloud: strict(textEntry),
    kubernetesService: strict(fields({ name: text, namespace: text })),
    serviceAccount: strict(fields({ name: text, projectId: text })),
  }),
} as const;

export const valueTargets = fields({ targets: list(target) });

export type FormOf<K extends keyof typeof FORMS> = (typeof FORMS)[K] extends Decoder<infer T> ? T : never;
