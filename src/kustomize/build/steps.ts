/** The transformers of a kustomization, in kustomize's order. */
import type { TransformerConfig } from "../config/config.ts";
import { ConfigError } from "../config/merge-config.ts";
import type { Entry } from "../load/entry.ts";
import { entryError, member } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { SchemaScope } from "../merge/schema-scope.ts";
import { applyMergePatch, applyOperations, applyPatch } from "../patch/apply.ts";
import type { Resource } from "../resources/resource.ts";
import { addAnnotations, addLabels } from "../transform/entries.ts";
import { FieldError } from "../transform/field-error.ts";
import { changeImages } from "../transform/images.ts";
import { labelSpecs } from "../transform/label-specs.ts";
import { addPrefix, addSuffix } from "../transform/name-affixes.ts";
import { setNamespace } from "../transform/namespace.ts";
import { setReplicas } from "../transform/replicas.ts";
import type { LoadedKustomization } from "./load-kustomization.ts";
import type { OriginPath } from "./origin.ts";
import { configuredBy } from "./origin.ts";
import { replaceStep } from "./replacement-step.ts";
import type { Step } from "./run-steps.ts";

type Apply = Step["apply"];
interface Kinded {
  readonly kind: string;
  readonly apply: Apply;
}

/** Those of the kustomization's own fields; the ones in files follow them. */
export function transformerSteps(
  loaded: LoadedKustomization,
  origin: OriginPath,
  config: TransformerConfig,
  schemas: SchemaScope,
): readonly Step[] {
  const { form, replacements } = loaded;
  return [
    ...patchSteps(loaded, schemas),
    ...nameSteps(form, config),
    ...labelSteps(form, config),
    ...jsonPatchSteps(loaded),
    ...countSteps(form, config),
    ...(replacements === undefined ? [] : [kinded("ReplacementTransformer", replaceStep(replacements))]),
  ].map(({ kind, apply }) => ({ origin: configuredBy(origin, form, kind), apply }));
}

function kinded(kind: string, apply: Apply): Kinded {
  return { kind, apply };
}

/** A step whose problems stand at an entry. */
export function at(entry: Entry, apply: Apply, rule = "field"): Apply {
  return (resources) => guarded(entry, rule, () => apply(resources));
}

function guarded<T>(entry: Entry, rule: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    // Without a path, it is the objects that do not fit together.
    if (cause instanceof FieldError) {
      throw entryError(entry, cause.path === "" ? rule : "field", cause.message, cause.fix);
    }
    if (cause instanceof ConfigError) throw entryError(entry, "configuration", cause.message, cause.fix);
    throw cause;
  }
}

function patchSteps({ mergePatches, patches }: LoadedKustomization, schemas: SchemaScope): readonly Kinded[] {
  const merge = kinded("PatchStrategicMergeTransformer", (resources) =>
    mergePatches.reduce((before, patch) => applyMergePatch(before, patch, schemas.forMerging()), resources),
  );
  return [
    ...(mergePatches.length === 0 ? [] : [merge]),
    ...patches.map((patch) =>
      kinded("PatchTransformer", (resources) => applyPatch(resources, patch, schemas.forMerging())),
    ),
  ];
}

function nameSteps(form: KustomizationForm, config: TransformerConfig): readonly Kinded[] {
  const { namespace, namePrefix, nameSuffix } = form;
  const steps = [
    [
      namespace,
      "NamespaceTransformer",
      (resources: readonly Resource[]) => setNamespace(resources, { namespace: namespace.text }, config.namespace),
    ],
    [
      namePrefix,
      "PrefixTransformer",
      (resources: readonly Resource[]) => addPrefix(resources, namePrefix.text, config.namePrefix),
    ],
    [
      nameSuffix,
      "SuffixTransformer",
      (resources: readonly Resource[]) => addSuffix(resources, nameSuffix.text, config.nameSuffix),
    ],
  ] as const;
  return steps
    .filter(([named]) => named.text !== "")
    .map(([named, kind, apply]) => kinded(kind, at(named.entry, apply, "duplicate")));
}

function labelSteps(form: KustomizationForm, config: TransformerConfig): readonly Kinded[] {
  const { labels, commonLabels, commonAnnotations } = form;
  const entries = labels.map((label) =>
    kinded(
      "LabelTransformer",
      at(label.entry, (resources) => addLabels(resources, label.pairs, labelSpecs(label, config))),
    ),
  );
  // kustomize runs the transformer of commonLabels as soon as there are labels of any kind.
  const common = kinded(
    "LabelTransformer",
    at(member(form.entry, "commonLabels"), (resources) => addLabels(resources, commonLabels, config.commonLabels)),
  );
  const annotations = kinded(
    "AnnotationsTransformer",
    at(member(form.entry, "commonAnnotations"), (resources) =>
      addAnnotations(resources, commonAnnotations, config.commonAnnotations),
    ),
  );
  return [
    ...entries,
    ...(labels.length + Object.keys(commonLabels).length === 0 ? [] : [common]),
    ...(Object.keys(commonAnnotations).length === 0 ? [] : [annotations]),
  ];
}

function jsonPatchSteps({ jsonPatches }: LoadedKustomization): readonly Kinded[] {
  return jsonPatches.map((patch) =>
    kinded("PatchJson6902Transformer", (resources) => applyOperations(resources, patch, patch.operations ?? [])),
  );
}

function countSteps(form: KustomizationForm, config: TransformerConfig): readonly Kinded[] {
  return [
    ...form.replicas.map((replica) =>
      kinded(
        "ReplicaCountTransformer",
        at(replica.entry, (resources) => setReplicas(resources, replica, config.replicas), "replicas"),
      ),
    ),
    ...form.images.map((image) =>
      kinded(
        "ImageTagTransformer",
        at(image.entry, (resources) => changeImages(resources, image, config.images)),
      ),
    ),
  ];
}
