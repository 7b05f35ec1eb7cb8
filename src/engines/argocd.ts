/** Argo CD: an AppProject with the rights that the cluster's objects need in any profile, and an Application. */
import application from "../../templates/argocd/application.yaml.hbs";
import kustomization from "../../templates/argocd/kustomization.yaml.hbs";
import project from "../../templates/argocd/project.yaml.hbs";
import { isClusterScoped } from "../k8s/scope.ts";
import type { Environment } from "../model/environment.ts";
import { groupOf, type Manifest } from "../model/manifest.ts";
import type { TreeFile } from "../model/tree.ts";
import { type Rendered, repositoryPath, wrappingName } from "./engine.ts";
import { fill } from "./template.ts";

/** The files below `argocd/<cluster>/`. */
export function argocd({ env, stages }: Rendered): Map<string, TreeFile> {
  const name = wrappingName(env);
  const manifests = stages.flatMap((s) => s.manifests);
  const common = { name, cluster: env.name, namespace: env.argocd.namespace, url: env.git.url, ...destination(env) };
  const files = new Map<string, TreeFile>();
  if (env.argocd.project === "") {
    const context = { ...common, namespaces: namespaces(env, manifests), ...rights(manifests) };
    files.set("project.yaml", fill(project, context, "AppProject", name));
  }
  const context = {
    ...common,
    project: env.argocd.project === "" ? name : env.argocd.project,
    revision: env.git.revision,
    path: repositoryPath(env, `clusters/${env.name}`),
    destinationNamespace: env.namespace.name,
    selfHeal: env.argocd.selfHeal,
  };
  files.set("application.yaml", fill(application, context, "Application", name));
  const list = { files: [...files.keys()].sort() };
  files.set("kustomization.yaml", fill(kustomization, list, "Kustomization"));
  return new Map([...files].map(([path, file]) => [`argocd/${env.name}/${path}`, file]));
}

function destination(env: Environment): { destinationKey: string; destination: string } {
  const target = env.argocd.destination;
  return "name" in target
    ? { destinationKey: "name", destination: target.name }
    : { destinationKey: "server", destination: target.server };
}

function namespaces(env: Environment, manifests: readonly Manifest[]): string[] {
  const used = manifests
    .filter((m) => !isClusterScoped(m))
    .map((m) => String(m.metadata.namespace ?? env.namespace.name));
  return [...new Set(used)].sort();
}

interface Right {
  readonly group: string;
  readonly kind: string;
}

/**
 * Kinds that some profile has and another one lacks. Nobody applies the AppProject again with a commit, so that without
 * this right a cluster that becomes `ha` would fail ("not permitted in project") until a person did.
 */
const OF_OTHER_PROFILES: readonly Right[] = [{ group: "policy", kind: "PodDisruptionBudget" }];

function rights(manifests: readonly Manifest[]): {
  clusterResources: (Right & { name: string })[];
  namespacedResources: Right[];
} {
  const cluster = manifests.filter(isClusterScoped);
  const namespaced = manifests.filter((m) => !isClusterScoped(m));
  return {
    clusterResources: unique(
      cluster.map((m) => ({ group: groupOf(m.apiVersion), kind: m.kind, name: m.metadata.name })),
    ),
    namespacedResources: unique([
      ...namespaced.map((m) => ({ group: groupOf(m.apiVersion), kind: m.kind })),
      ...OF_OTHER_PROFILES,
    ]),
  };
}

function unique<T extends Right>(list: readonly T[]): T[] {
  const byKey = new Map(list.map((right) => [JSON.stringify(right), right]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, right]) => right);
}
