/** What happens to the objects of a build after all kustomizations: names, references, variables, order, notes. */
import { inputError } from "../../model/errors.ts";
import { member } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import { referenceAttribute, variableAttribute } from "../provenance/attribute.ts";
import type { Attribute } from "../provenance/blame.ts";
import { locate } from "../provenance/blame.ts";
import { entryOrigin } from "../provenance/origin.ts";
import type { Trace } from "../provenance/trace.ts";
import { BUILD_ANNOTATIONS, LOCAL_CONFIG, ORIGIN, TRANSFORMATIONS } from "../resources/build-annotations.ts";
import { formatIdentity, identityKey } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import { annotation, metadataOf, textsOf, withTexts } from "../resources/resource.ts";
import { addLabels } from "../transform/entries.ts";
import { isPrintableKey, unprintableKey } from "../yaml/made-key.ts";
import { isList, isMapping, own, withKey } from "../yaml/value.ts";
import type { Accumulated } from "./accumulated.ts";
import { withHash } from "./hash.ts";
import { inOrder } from "./order.ts";
import { followNames } from "./references.ts";
import { resolveVariables } from "./variables.ts";

interface Finished {
  readonly resources: readonly Resource[];
  readonly warnings: readonly string[];
}

/** `form` is the kustomization that is built. */
export function finish(
  { resources, config, variables }: Accumulated,
  form: KustomizationForm,
  managedByLabel: boolean,
  trace: Trace | undefined,
): Finished {
  const note = (before: readonly Resource[], after: readonly Resource[], attribute: Attribute): readonly Resource[] => {
    trace?.changeAll(before, after, attribute, entryOrigin("kustomization", form.entry));
    return after;
  };
  const hashed = resources.map((resource) => withHash(resource));
  if (trace !== undefined) noteHashes(resources, hashed, trace);
  const named = followNames(hashed, config);
  if (trace !== undefined) note(hashed, named, referenceAttribute(hashed, trace));
  const resolved = resolveVariables(named, variables, config.varReference);
  note(named, resolved.resources, variableAttribute(variables));
  const kept = resolved.resources.filter((resource) => !isLocal(resource));
  refuseDuplicates(kept, form);
  const ordered = inOrder(kept, form.sortOptions);
  const isManaged = managedByLabel || form.buildMetadata.includes("managedByLabel");
  const metadata = entryOrigin("kustomization", member(form.entry, "buildMetadata"));
  const labelled = isManaged
    ? note(ordered, addLabels(ordered, MANAGED_BY, LABELS), () => ({ origin: metadata, base: [] }))
    : ordered;
  const dropped = [
    ...BUILD_ANNOTATIONS,
    ...(form.buildMetadata.includes("originAnnotations") ? [] : [ORIGIN]),
    ...(form.buildMetadata.includes("transformerAnnotations") ? [] : [TRANSFORMATIONS]),
  ];
  const clean = labelled.map((resource) => withoutNotes(resource, dropped));
  return { resources: note(labelled, clean, () => undefined), warnings: resolved.warnings };
}

/** The hash in a name comes from what generated the object. */
function noteHashes(before: readonly Resource[], after: readonly Resource[], trace: Trace): void {
  for (const [index, resource] of before.entries()) {
    const blame = trace.blameOf(resource);
    const hashed = after[index];
    if (blame === undefined || hashed === undefined) continue;
    const by = locate(blame, ["metadata", "name"]);
    trace.change(resource, hashed, () => by, by.origin);
  }
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
  if (isList(annotations) && annotations.length > 0) {
    const problem = `${formatIdentity(resource.id)} has a list in place of its annotations`;
    throw inputError("kustomization-resource", problem, "Make it a mapping.");
  }
  const texts = Object.entries(textsOf(resource.object, "annotations"));
  const kept = texts.filter(([name]) => !dropped.includes(name));
  for (const [name] of kept) {
    if (isPrintableKey(name)) continue;
    const { problem, fix } = unprintableKey(name);
    throw inputError("kustomization-resource", `${formatIdentity(resource.id)}, annotations: ${problem}`, fix);
  }
  const isSame = isMapping(annotations) && kept.length > 0 && kept.length === Object.keys(annotations).length;
  if (isSame && kept.every(([name, text]) => annotations[name] === text)) return resource;
  return resource.with(withTexts(resource.object, "annotations", Object.fromEntries(kept)));
}

/** Reading annotations makes kustomize write the mapping that they could stand in. */
function withMetadata(resource: Resource): Resource {
  const { object } = resource;
  return own(object, "metadata") === undefined ? resource.with(withKey(object, "metadata", {})) : resource;
}
