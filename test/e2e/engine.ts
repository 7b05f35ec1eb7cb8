/** What a scenario asks of an engine, whichever it is. */
import type { Kube } from "./kube.ts";
import type { Repository } from "./repository.ts";

/** Argo CD, Flux with HelmReleases, Flux with Kustomizations. */
export type EngineName = "argocd" | "flux" | "flux-kustomization";

export interface Place {
  readonly cluster: string;
  readonly namespace: string;
  readonly kube: Kube;
  readonly repository: Repository;
}

export interface Engine {
  /** What the fleet file says to get this engine. */
  readonly settings: Readonly<Record<string, string | Record<string, string>>>;
  /** The folder of the wrapping: `kubectl apply -k` of it hands the cluster over. */
  readonly wrapping: string;
  /** Tells it to look for a new commit now, as a webhook of the git server would. */
  announce(): Promise<void>;
  /** What keeps it from saying that this commit is applied and healthy; undefined once it says so. */
  missing(commit: string): Promise<string | undefined>;
  /** What it complains about, of this commit: empty while it has nothing to complain about. */
  complaints(commit: string): Promise<readonly string[]>;
  /** Whether it has given up on this commit: it will not try again before another one. */
  gaveUp(commit: string): Promise<boolean>;
  /** What can be deleted alone, as kubectl's arguments: resource, name and namespace. */
  parts(): Promise<readonly (readonly string[])[]>;
  /** Removes what was handed over, as the README says. */
  remove(): Promise<void>;
}

const PARTS = [
  ...["data", "server", "agents", "edge"],
  ...["config", "database", "credentials", "migrate", "enroll", "agent"],
];

/** Whether an object of an engine is called as the wrapping of this cluster or a part of it; another cluster's name may begin like its. */
export function isWrapping(cluster: string, name: string): boolean {
  return name === `certctl-${cluster}` || PARTS.some((part) => name === `certctl-${cluster}-${part}`);
}
