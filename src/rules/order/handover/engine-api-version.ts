/** Objects of the engines have an API version that the engines still serve. */
import type { OrderRule } from "../../rule.ts";

export const engineApiVersion: OrderRule = {
  name: "engine-api-version",
  severity: "error",
  title: "Objects of Argo CD and Flux have an API version that is still served.",
  *check({ resources }) {
    for (const resource of resources) {
      const version = resource.manifest.apiVersion.slice(resource.id.group.length + 1);
      const found = ofFlux(resource.id.group, version) ?? ofArgocd(resource.id, version);
      if (found !== undefined) yield { resource, path: ["apiVersion"], ...found };
    }
  },
};

/** What each group has now, and the release of Flux that dropped the last of the versions before (flux2 cmd/flux/migrate.go). */
const FLUX: Readonly<Record<string, { readonly now: string; readonly dropped: string }>> = {
  "helm.toolkit.fluxcd.io": { now: "v2", dropped: "2.8" },
  "image.toolkit.fluxcd.io": { now: "v1", dropped: "2.9" },
  "kustomize.toolkit.fluxcd.io": { now: "v1", dropped: "2.8" },
  "notification.toolkit.fluxcd.io": { now: "v1 (Receiver) or v1beta3 (Alert, Provider)", dropped: "2.9" },
  "source.toolkit.fluxcd.io": { now: "v1", dropped: "2.8" },
};

interface Found {
  readonly message: string;
  readonly fix: string;
}

function ofFlux(group: string, version: string): Found | undefined {
  const row = Object.hasOwn(FLUX, group) ? FLUX[group] : undefined;
  if (row === undefined || !/^v\d+(alpha|beta)\d+$/.test(version)) return undefined;
  if (group === "notification.toolkit.fluxcd.io" && version === "v1beta3") return undefined;
  return {
    message: `Flux ${row.dropped} and later do not serve ${group}/${version}: the object is refused, and what it applies with it`,
    fix: `Use ${row.now}, and look up the fields that changed.`,
  };
}

const ARGOCD_KINDS: ReadonlySet<string> = new Set(["Application", "ApplicationSet", "AppProject"]);

function ofArgocd({ group, kind }: { group: string; kind: string }, version: string): Found | undefined {
  if (group !== "argoproj.io" || !ARGOCD_KINDS.has(kind) || version === "v1alpha1") return undefined;
  return {
    message: `Argo CD has no argoproj.io/${version}: the object is refused`,
    fix: "Use argoproj.io/v1alpha1.",
  };
}
