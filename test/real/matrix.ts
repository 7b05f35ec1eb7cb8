/** Every combination of the main choices, and the other settings one at a time: what must be written, and what refused. */
import { isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import { options } from "./options.ts";
import { SEALED, SOPS } from "./own.ts";

export const GROUPS = ["argocd", "helmrelease", "kustomization"] as const;
export type Group = (typeof GROUPS)[number];

export interface Cell {
  /** The cluster's name; the same in every group, so that its folder is the same too. */
  readonly name: string;
  readonly settings: JsonObject;
}

/** Names of namespaces: the defaults, or others where those belong to somebody else. */
export interface Places {
  readonly server: string;
  readonly other: string;
  readonly argocd: string;
  readonly flux: string;
  readonly otherEngine: string;
}

export const DEFAULT_PLACES: Places = {
  server: "certctl",
  other: "pki",
  argocd: "argocd",
  flux: "flux-system",
  otherEngine: "delivery",
};

const PROFILES = { dev: "dev", one: "single-node", ha: "ha" } as const;
const DATABASES: Record<string, JsonObject> = { emb: { type: "embedded" }, ext: { type: "external" } };
const TLS: Record<string, JsonObject> = {
  self: { tls: { source: "self-signed" } },
  secret: { tls: { source: "secret", secretName: "web-tls" } },
  cm: { tls: { source: "cert-manager", issuerRef: { name: "internal-ca", kind: "ClusterIssuer" } } },
  issuer: {
    tls: { source: "cert-manager", issuerRef: { name: "internal-ca", kind: "Issuer" } },
    agents: { kind: "statefulset" },
  },
  init: { tls: { source: "init-container" } },
};
const SECRETS: Record<string, JsonObject> = {
  man: { secrets: { provider: "manual" } },
  eso: { secrets: { provider: "external-secrets", storeRef: { name: "vault" } } },
  seal: { secrets: { provider: "sealed-secrets" }, own: SEALED },
  sops: { secrets: { provider: "sops" }, own: SOPS },
};

const GROUP_SETTINGS: Readonly<Record<Group, JsonObject>> = {
  argocd: { engine: "argocd" },
  helmrelease: { engine: "flux" },
  kustomization: { engine: "flux", flux: { delivery: "kustomization" } },
};

/** Profile x database x TLS source x producer of Secrets, whether it may be written or not. */
export function product(): Cell[] {
  return Object.entries(PROFILES).flatMap(([p, profile]) =>
    Object.entries(DATABASES).flatMap(([d, database]) =>
      Object.entries(TLS).flatMap(([t, tls]) =>
        Object.entries(SECRETS).map(([s, secrets]): Cell => {
          return { name: `${p}-${d}-${t}-${s}`, settings: merge({ profile, database }, tls, secrets) };
        }),
      ),
    ),
  );
}

/** The rules by which the design refuses a cell of the product (design §6): sops, and init-container. */
export function refusals(cell: Cell, group: Group): string[] {
  const { profile, tls, secrets } = cell.settings as { profile: string; tls: JsonObject; secrets: JsonObject };
  return [
    // Flux decrypts in Kustomizations and nowhere else.
    ...(secrets.provider === "sops" && group !== "kustomization" ? ["sops-decryption"] : []),
    // For dev, with one replica.
    ...(tls.source === "init-container" && profile !== "dev" ? ["tls-init-container"] : []),
  ];
}

/** The clusters of a group that must be written: of the product, and one for each other option. */
export function accepted(group: Group, places: Places = DEFAULT_PLACES): Cell[] {
  const ofProduct = product().filter((cell) => refusals(cell, group).length === 0);
  const others = options(places).filter(({ only }) => only === undefined || only.includes(group));
  return [...ofProduct, ...others].map((cell) => forGroup(cell, group));
}

/** The cluster with the engine of the group. */
export function forGroup({ name, settings }: Cell, group: Group): Cell {
  return { name, settings: merge(GROUP_SETTINGS[group], settings) };
}

/** Mappings are merged, anything else is replaced. */
export function merge(...layers: readonly JsonObject[]): JsonObject {
  const result: Record<string, JsonValue> = {};
  for (const [key, value] of layers.flatMap((layer) => Object.entries(layer))) {
    const before = result[key];
    result[key] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return result;
}
