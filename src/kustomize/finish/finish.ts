/** What happens to the objects of a build after all kustomizations: names, references, variables, order, notes. */
import { inputError } from "../../model/errors.ts";
import type { Accumulated } from "../build/context.ts";
import { resolveVariables } from "../build/variables.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import { BUILD_ANNOTATIONS, LOCAL_CONFIG, ORIGIN, TRANSFORMATIONS } from "../resources/build-annotations.ts";
import { formatIdentity, identityKey } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import { annotation, metadataOf, textsOf, withTexts } from "../resources/resource.ts";
import { addLabels } from "../transform/entries.ts";
import { isMapping, own, withKey } from "../yaml/value.ts";
import { withHash } from "./hash.ts";
import { inOrder } from "./order.ts";
import { followNames } from "./references.ts";

export interface Finished {
  readonly resources: readonly Resource[];
  readonly warnings: readonly string[];
}

/** `form` is the kustomization that is built. */
export function finish(accumulated: Accumulated, form: KustomizationForm, managedByLabel: boolean): Finished {
  const { config, variables } = accumulated;
  const named = followNames(accumulated.resources.map(withHash), config);
  const resolved = resolveVariables(named, variables, config.varReference);
  const resources = resolved.resources.filter((resource) => !isLocal(resource));
  refuseDuplicates(resources, form);
  const ordered = inOrder(resources, form.sortOptions);
  const labelled =
    managedByLabel || form.buildMetadata.includes("managedByLabel") ? addLabels(ordered, MANAGED_BY, LABELS) : ordered;
  const dropped = [
    ...BUILD_ANNOTATIONS,
    ...(form.buildMetadata.includes("originAnnotations") ? [] : [ORIGIN]),
    ...(form.buildMetadata.includes("transformerAnnotations") ? [] : [TRANSFORMATIONS]),
  ];
  return {
    resources: labelled.map((resource) => withoutNotes(resource, dropped)),
    warnings: resolved.warnings,
  };
}

/** The version of kustomize that the output is the same as. */
const MANAGED_BY = { "app.kubernetes.io/managed-by": "kustomize-v5.8.1" };
const LABELS = [{ path: "metadata/labels", create: true }];

/** Objects that are only for tools are not written. */
function isLocal({ object }: Resource): boolean {
  const local = annotation(object, LOCAL_CONFIG);
  return local !== undefined && local !== "false";
}

/** Patches and replacements may leave objects without a name, or two with the same. */
function refuseDuplicates(resources: readonly Resource[], form: KustomizationForm): void {
  const seen = new Set<string>();
  const { file } = form.entry.from;
  for (const { id } of resources) {
    if (id.kind === "" || (id.name === "" && !id.kind.endsWith("List"))) {
      const problem = `${file}: an object is left without kind or metadata.name (${formatIdentity(id)})`;
      throw inputError("kustomization-resource", problem, "Keep both.", { file });
    }
    const key = identityKey(id);
    if (seen.has(key)) {
      const problem = `${file}: two objects are ${formatIdentity(id)} in the end`;
      throw inputError("kustomization-duplicate", problem, "Rename one of them.", { file });
    }
    seen.add(key);
  }
}

/** kustomize writes every annotation as a string, and no empty `annotations`. */
function withoutNotes(resource: Resource, dropped: readonly string[]): Resource {
  const annotations = own(metadataOf(resource.object), "annotations");
  if (annotations === undefined) return withMetadata(resource);
  const texts = Object.entries(textsOf(resource.object, "annotations"));
  const kept = texts.filter(([name]) => !dropped.includes(name));
  const isSame = isMapping(annotations) && kept.length > 0 && kept.length === Object.keys(annotations).length;
  if (isSame && kept.every(([name, text]) => annotations[name] === text)) return resource;
  return resource.with(withTexts(resource.object, "annotations", Object.fromEntries(kept)));
}

/** Reading annotations makes kustomize write the mapping that they could stand in. */
function withMetadata(resource: Resource): Resource {
  const { object } = resource;
  return own(object, "metadata") === undefined ? resource.with(withKey(object, "metadata", {})) : resource;
}
