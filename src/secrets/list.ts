/** Lists the Secrets of an environment, for `secrets --list` and the last message of `gen`. */
import { SECRETS, SERVER } from "../certctl/names.ts";
import type { Environment } from "../model/environment.ts";
import { type RequiredSecret, requiredSecrets } from "./required.ts";

export type { RequiredSecret } from "./required.ts";

/** One entry of the external store, which an ExternalSecret makes a Secret of. */
export interface StoreEntry {
  readonly key: string;
  readonly properties: readonly string[];
  readonly secret: { readonly namespace: string; readonly name: string };
}

/** Every Secret that must exist: those of `requiredSecrets`, then what surrounds them and only a person can give. */
export function listSecrets(env: Environment): RequiredSecret[] {
  return [...requiredSecrets(env), ...ingressSecret(env), ...pullSecrets(env)];
}

/** A Secret of another name is there already, and so is whatever produces it. */
const OURS: ReadonlySet<string> = new Set(Object.values(SECRETS));

/**
 * What the external store must hold: `<keyPath>/<Secret>`, one property per key. Empty for another provider. Without
 * what cert-manager makes, and without Secrets that no pod reads: those need not be in the cluster.
 */
export function storeEntries(env: Environment): StoreEntry[] {
  if (env.secrets.provider !== "external-secrets") return [];
  const prefix = env.secrets.keyPath === "" ? "" : `${env.secrets.keyPath}/`;
  return requiredSecrets(env)
    .filter((secret) => secret.madeBy !== "cert-manager" && secret.readers.length > 0 && OURS.has(secret.name))
    .map(({ namespace, name, keys }) => ({
      key: prefix + name,
      properties: keys.map(({ key }) => key),
      secret: { namespace, name },
    }));
}

/** A table with a row per Secret, ends with a line break: what it holds and who makes it. */
export function formatSecretNames(secrets: readonly RequiredSecret[]): string {
  return table([["SECRET", "MADE BY", "KEYS"], ...secrets.map((secret) => cells(secret))]);
}

/** The same with who reads each, then the notes. */
export function formatSecretList(secrets: readonly RequiredSecret[]): string {
  const rows = secrets.map((secret) => [...cells(secret), secret.readers.join(", ") || "no pod"]);
  const notes = secrets.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]));
  const below = notes.length === 0 ? "" : `\n${notes.join("\n")}\n`;
  return table([["SECRET", "MADE BY", "KEYS", "READ BY"], ...rows]) + below;
}

function cells({ namespace, name, madeBy, keys }: RequiredSecret): string[] {
  return [`${namespace}/${name}`, madeBy, keys.map(({ key }) => key).join(", ")];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function ingressSecret(env: Environment): RequiredSecret[] {
  const { ingress } = env;
  if (ingress.type === "none" || ingress.tlsSecretName === "" || ingress.tlsSecretName === env.tls.secretName)
    return [];
  return [
    {
      namespace: env.namespace.name,
      name: ingress.tlsSecretName,
      type: "kubernetes.io/tls",
      immutable: false,
      keys: [
        { key: "tls.crt", what: `the certificate that browsers see at ${ingress.host}` },
        { key: "tls.key", what: "its key" },
      ],
      readers: [`Ingress ${SERVER}`],
      madeBy: "you",
    },
  ];
}

function pullSecrets(env: Environment): RequiredSecret[] {
  const namespaces = new Set([env.namespace.name, ...(env.agents.kind === "off" ? [] : [env.agents.namespace])]);
  return [...namespaces].flatMap((namespace) =>
    env.certctl.pullSecrets.map((name) => ({
      namespace,
      name,
      type: "kubernetes.io/dockerconfigjson" as const,
      immutable: false,
      keys: [{ key: ".dockerconfigjson", what: "the login of the image registry" }],
      readers: ["every pod of the namespace"],
      madeBy: "you" as const,
    })),
  );
}
