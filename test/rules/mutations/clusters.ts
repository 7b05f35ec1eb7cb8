/** The good bundles that are broken, each with what its engines apply of it. */
import { type Found, findEnvironments } from "../../../src/environments/environments.ts";
import { treeSource } from "../../../src/kustomize/load/source.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { TreeFile } from "../../../src/model/tree.ts";
import { requiredSecrets } from "../../../src/secrets/required.ts";
import { made } from "../../support/bundle.ts";
import { environment } from "../../support/fleet.ts";

/** Each choice that changes objects, and each way in which an engine applies them, is in one of them. */
export const CLUSTERS: Readonly<Record<string, JsonObject>> = {
  // Sealed Secrets are in the input, with their keys.
  ha: {
    profile: "ha",
    engine: "both",
    migrations: "hook",
    secrets: { provider: "sealed-secrets" },
    own: { config: "sealed/config", agent: "sealed/agent" },
  },
  "ha, outside": {
    profile: "ha",
    engine: "both",
    database: { type: "external", caSecretName: "ca", secretName: "url" },
    tls: { source: "cert-manager", issuerRef: { name: "ca" } },
    secrets: { provider: "external-secrets", storeRef: { name: "vault" } },
    ingress: { type: "nginx", host: "a.example.com" },
  },
  dev: { profile: "dev", engine: "argocd" },
  "dev, StatefulSet agents": { profile: "dev", engine: "argocd", agents: { kind: "statefulset" } },
  "ha, Kustomizations": { profile: "ha", engine: "flux", flux: { delivery: "kustomization" } },
};

export type Files = ReadonlyMap<string, TreeFile>;

/** As they lie in the repository. */
export async function filesOf(settings: JsonObject): Promise<Files> {
  const own = "own" in settings ? await sealed(settings) : new Map<string, TreeFile>();
  const { tree } = await made(settings, own);
  return new Map([...own, ...[...tree].map(([path, { text }]) => [`out/${path}`, { text }] as const)]);
}

export function found(files: Files): Found {
  return findEnvironments(treeSource(new Map(files)), ["out"]);
}

/** A Component of each namespace with the Secrets that the cluster needs, as kubeseal writes them. */
async function sealed(settings: JsonObject): Promise<Files> {
  const required = requiredSecrets(await environment(settings)).filter(({ readers }) => readers.length > 0);
  const namespaces = [...new Set(required.map(({ namespace }) => namespace))];
  return new Map(
    namespaces.flatMap((namespace) => {
      const folder = `sealed/${namespace.endsWith("-agents") ? "agent" : "config"}`;
      const objects = required
        .filter((one) => one.namespace === namespace)
        .map(({ name, type, keys }) => ({
          apiVersion: "bitnami.com/v1alpha1",
          kind: "SealedSecret",
          metadata: { name, namespace },
          spec: {
            encryptedData: Object.fromEntries(keys.map(({ key }) => [key, "AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq"])),
            template: { metadata: { name, namespace }, type },
          },
        }));
      const component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [sealed.yaml]\n";
      return [
        [`${folder}/kustomization.yaml`, { text: component }],
        [`${folder}/sealed.yaml`, { text: objects.map((one) => JSON.stringify(one)).join("\n---\n") }],
      ] as const;
    }),
  );
}
