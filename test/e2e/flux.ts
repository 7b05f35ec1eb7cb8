/** Flux in both deliveries: HelmReleases, or one Kustomization for each stage, read from their status. */
import { kubectlOk } from "../real/cluster.ts";
import { type Engine, isWrapping, type Place } from "./engine.ts";
import { type Condition, isTrue, type Thing } from "./kube.ts";

const NAMESPACE = "flux-system";

interface Source extends Thing {
  readonly status?: { readonly artifact?: { readonly revision?: string }; readonly conditions?: readonly Condition[] };
}

interface Reconciled extends Thing {
  readonly status?: {
    readonly observedGeneration?: number;
    readonly conditions?: readonly Condition[];
    readonly lastAppliedRevision?: string;
    readonly lastAttemptedRevision?: string;
    readonly history?: readonly { readonly chartVersion?: string }[];
  };
}

export function flux(place: Place, delivery: "helmrelease" | "kustomization"): Engine {
  const { cluster, kube, repository } = place;
  const name = `certctl-${cluster}`;
  const wrapping = `out/flux/${cluster}`;
  const own = (thing: Thing): boolean => isWrapping(cluster, thing.metadata.name);
  const list = async (plural: "kustomizations" | "helmreleases"): Promise<Reconciled[]> =>
    (await kube.list<Reconciled>(plural, NAMESPACE)).filter(own);
  const source = (): Promise<Source | undefined> => kube.get<Source>("gitrepositories", NAMESPACE, name);
  /** How many files of the wrapping hand an object of this kind over, so that a missing one is not overlooked. */
  const written = (kind: string): number =>
    repository
      .read(`${wrapping}/kustomization.yaml`)
      .split("\n")
      .filter((line) => line.startsWith("  - "))
      .map((line) => repository.read(`${wrapping}/${line.slice(4)}`))
      .join("\n")
      .split("\n")
      .filter((line) => line === `kind: ${kind}`).length;
  /** The version that the commit gives a chart. */
  const chartVersion = (release: string): string =>
    /^version: "?([^"\n]+)"?$/m.exec(
      repository.read(`${wrapping}/charts/${release.slice(name.length + 1)}/Chart.yaml`),
    )?.[1] ?? "no version in its Chart.yaml";
  const said = (it: Reconciled): string => {
    const ready = it.status?.conditions?.find(({ type }) => type === "Ready");
    return `${it.metadata.name}: ${ready?.status} ${ready?.reason} ${ready?.message}`;
  };
  const settled = (it: Reconciled): boolean =>
    isTrue(it.status?.conditions, "Ready") && it.status?.observedGeneration === it.metadata.generation;

  /** Without the number that Flux appends where a chart has values files. */
  const installed = (it: Reconciled): string | undefined => it.status?.history?.[0]?.chartVersion?.split("+")[0];

  return {
    settings: { engine: "flux", flux: { delivery } },
    wrapping,
    announce: async () => {
      await kubectlOk([
        ...["annotate", "gitrepository", name, "-n", NAMESPACE, "--overwrite"],
        `reconcile.fluxcd.io/requestedAt=${new Date().toISOString()}`,
      ]);
    },
    missing: async (commit) => {
      const revision = (await source())?.status?.artifact?.revision;
      if (revision?.endsWith(commit) !== true) return `the source is at ${revision}`;
      const kustomizations = await list("kustomizations");
      const releases = await list("helmreleases");
      const wrong = [
        ...kustomizations
          .filter((it) => !settled(it) || it.status?.lastAppliedRevision?.endsWith(commit) !== true)
          .map((it) => `${said(it)} (${it.status?.lastAppliedRevision?.slice(-40, -32)})`),
        ...releases
          .filter((it) => !settled(it) || installed(it) !== chartVersion(it.metadata.name))
          .map((it) => `${said(it)} (${it.status?.history?.[0]?.chartVersion})`),
      ];
      const counts = `${kustomizations.length} Kustomizations, ${releases.length} HelmReleases`;
      const wanted = `${written("Kustomization")} Kustomizations, ${written("HelmRelease")} HelmReleases`;
      if (counts !== wanted) wrong.push(`${counts} instead of ${wanted}`);
      return wrong.length === 0 ? undefined : wrong.join("; ");
    },
    complaints: async (commit) => {
      const it = await source();
      if (it?.status?.artifact?.revision?.endsWith(commit) !== true) return [];
      const all = [...(await list("kustomizations")), ...(await list("helmreleases"))];
      return all
        .filter(({ status }) =>
          status?.conditions?.some(
            ({ type, status: is, reason }) =>
              type === "Ready" && is === "False" && reason !== "Progressing" && reason !== "DependencyNotReady",
          ),
        )
        .map(said);
    },
    // It tries again every retryInterval.
    gaveUp: async () => false,
    parts: async () => {
      const parts = [
        ...(await list("kustomizations")).map((it) => ["kustomizations.kustomize.toolkit.fluxcd.io", it.metadata.name]),
        ...(await list("helmreleases")).map((it) => ["helmreleases.helm.toolkit.fluxcd.io", it.metadata.name]),
      ].filter(([, part]) => part !== name);
      return parts.map((part) => [...part, "-n", NAMESPACE]);
    },
    remove: async () => {
      await kubectlOk(["delete", "-k", `${repository.folder}/${wrapping}`, "--ignore-not-found", "--timeout=300s"]);
    },
  };
}
