/** The transformers of a kustomization, in kustomize's order. */
import type { TransformerConfig } from "../config/config.ts";
import { ConfigError } from "../config/merge-config.ts";
import type { Entry } from "../load/entry.ts";
import { entryError, member } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { SchemaScope } from "../merge/schema-scope.ts";
import { applyMergePatch, applyOperations, applyPatch } from "../patch/apply.ts";
import type { LoadedPatch } from "../patch/load.ts";
import { patchAttribute, patchOrigin } from "../patch/origin.ts";
import type { Attribute } from "../provenance/blame.ts";
import { entryOrigin } from "../provenance/origin.ts";
import type { Resource } from "../resources/resource.ts";
import { addAnnotations, addLabels } from "../transform/entries.ts";
import { FieldError } from "../transform/field-error.ts";
import { changeImages } from "../transform/images.ts";
import { labelSpecs } from "../transform/label-specs.ts";
import { addPrefix, addSuffix } from "../transform/name-affixes.ts";
import { setNamespace } from "../transform/namespace.ts";
import { setReplicas } from "../transform/replicas.ts";
import { isMapping, own } from "../yaml/value.ts";
import type { LoadedKustomization } from "./load-kustomization.ts";
import type { OriginPath } from "./origin-annotations.ts";
import { configuredBy } from "./origin-annotations.ts";
import { replacementParts } from "./replacement-step.ts";
import type { Apply, Part, Step } from "./run-steps.ts";

interface Kinded {
  readonly kind: string;
  readonly parts: readonly Part[];
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
    ...(replacements === undefined ? [] : [kinded("ReplacementTransformer", ...replacementParts(replacements))]),
  ].map(({ kind, parts }) => ({ origin: configuredBy(origin, form, kind), parts }));
}

function kinded(kind: string, ...parts: readonly Part[]): Kinded {
  return { kind, parts };
}

/** What an entry does; its problems and its changes stand there. */
export function partOf(entry: Entry, apply: Apply, rule = "field"): Part {
  return {
    apply: (resources) => guarded(entry, rule, () => apply(resources)),
    by: entryOrigin("kustomization", entry),
  };
}

/** A patch, whose changes stand in its own lines. */
export function patchPart(patch: LoadedPatch, apply: Apply): Part {
  return { apply, by: patchOrigin(patch), attribute: patchAttribute(patch) };
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
  const merges = mergePatches.map((patch) =>
    patchPart(patch, (resources) => applyMergePatch(resources, patch, schemas.forMerging())),
  );
  return [
    ...(merges.length === 0 ? [] : [kinded("PatchStrategicMergeTransformer", ...merges)]),
    ...patches.map((patch) =>
      kinded(
        "PatchTransformer",
        patchPart(patch, (resources) => applyPatch(resources, patch, schemas.forMerging())),
      ),
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
    .map(([named, kind, apply]) => kinded(kind, partOf(named.entry, apply, "duplicate")));
}

function labelSteps(form: KustomizationForm, config: TransformerConfig): readonly Kinded[] {
  const { labels, commonLabels, commonAnnotations } = form;
  const entries = labels.map((label) =>
    kinded(
      "LabelTransformer",
      pairsPart(member(label.entry, "pairs"), label.entry, (resources) =>
        addLabels(resources, label.pairs, labelSpecs(label, config)),
      ),
    ),
  );
  const ofLabels = member(form.entry, "commonLabels");
  const ofAnnotations = member(form.entry, "commonAnnotations");
  // kustomize runs the transformer of commonLabels as soon as there are labels of any kind.
  const common = kinded(
    "LabelTransformer",
    pairsPart(ofLabels, ofLabels, (resources) => addLabels(resources, commonLabels, config.commonLabels)),
  );
  const annotations = kinded(
    "AnnotationsTransformer",
    pairsPart(ofAnnotations, ofAnnotations, (resources) =>
      addAnnotations(resources, commonAnnotations, config.commonAnnotations),
    ),
  );
  return [
    ...entries,
    ...(labels.length + Object.keys(commonLabels).length === 0 ? [] : [common]),
    ...(Object.keys(commonAnnotations).length === 0 ? [] : [annotations]),
  ];
}

/** Labels or annotations, each of which was set where it stands; problems stand at `entry`. */
function pairsPart(pairs: Entry, entry: Entry, apply: Apply): Part {
  const attribute: Attribute = (path) => {
    const key = String(path.at(-1));
    const found = isMapping(pairs.value) && own(pairs.value, key) !== undefined ? member(pairs, key) : entry;
    return { origin: entryOrigin("kustomization", found), base: [] };
  };
  return { ...partOf(entry, apply), attribute };
}

function jsonPatchSteps({ jsonPatches }: LoadedKustomization): readonly Kinded[] {
  return jsonPatches.map((patch) =>
    kinded(
      "PatchJson6902Transformer",
      patchPart(patch, (resources) => applyOperations(resources, patch, patch.operations ?? [])),
    ),
  );
}

function countSteps(form: KustomizationForm, config: TransformerConfig): readonly Kinded[] {
  return [
    ...form.replicas.map((replica) =>
      kinded(
        "ReplicaCountTransformer",
        partOf(replica.entry, (resources) => setReplicas(resources, replica, config.replicas), "replicas"),
      ),
    ),
    ...form.images.map((image) =>
      kinded(
        "ImageTagTransformer",
        partOf(image.entry, (resources) => changeImages(resources, image, config.images)),
      ),
    ),
  ];
}
