/** `replicas`: sets the number of replicas of a workload by name. */
import type { Manifest } from "../model/manifest.ts";
import { entryError, member } from "./entry.ts";
import { updateAt } from "./field-path.ts";
import type { ReplicaEntry } from "./kustomization.ts";
import type { Resource } from "./resource.ts";
import { identities, withManifest } from "./resource.ts";

/** Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/replicas.go (any group). */
const KINDS: ReadonlySet<string> = new Set(["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"]);

/** The resources with their counts set; a name that no workload has is an error. */
export function setReplicas(resources: readonly Resource[], entries: readonly ReplicaEntry[]): readonly Resource[] {
  return entries.reduce((before, entry) => {
    const after = before.map((resource) => (isMeant(resource, entry.name) ? scaled(resource, entry.count) : resource));
    if (before.some((resource) => isMeant(resource, entry.name))) return after;
    throw entryError(
      member(entry.entry, "name"),
      "replicas",
      `no ${[...KINDS].join(", ")} is named ${entry.name}`,
      "Correct the name, or leave the entry out.",
    );
  }, resources);
}

function isMeant(resource: Resource, name: string): boolean {
  return identities(resource).some((id) => KINDS.has(id.kind) && id.name === name);
}

function scaled(resource: Resource, count: number): Resource {
  return withManifest(resource, updateAt(resource.manifest, ["spec", "replicas"], true, () => count) as Manifest);
}
