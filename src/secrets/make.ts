/** Makes the Secrets of an environment, for a pipe into kubectl, sops or kubeseal; never for the tree. */
import { API_KEY_NAMES, SECRETS, serverDnsNames } from "../certctl/names.ts";
import type { Environment } from "../model/environment.ts";
import type { Manifest } from "../model/manifest.ts";
import { pickSecrets } from "./pick.ts";
import { type RequiredSecret, SERVER_CA_KEY } from "./required.ts";
import { formatNamedKeys, randomHex, type SecretsIo } from "./values.ts";

export interface MakeOptions {
  /** Names of Secrets; without it, all that this program can make. */
  readonly only?: readonly string[];
  /** Manifests that come first; their owner is `src/generators`. */
  readonly namespaces?: readonly Manifest[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

type Values = Readonly<Record<string, string>>;

/**
 * The Namespaces, then the Secrets, with values that agree with each other. They are in `stringData`: kubectl and
 * kubeseal take it as well as `data`, and what sops encrypts, a person edits later or copies into a store is readable.
 */
export async function makeSecrets(env: Environment, io: SecretsIo, options: MakeOptions = {}): Promise<Manifest[]> {
  const picked = pickSecrets(env, options.only);
  const values = await makeValues(env, io, new Set(picked.map(({ name }) => name)));
  return [...(options.namespaces ?? []), ...picked.map((secret) => manifest(secret, values.get(secret.name), options))];
}

/** The DNS names in the server's certificate: those of its Service, and the host by which an ingress passes it on. */
export function certificateNames(env: Environment): string[] {
  const host = env.ingress.type === "none" ? [] : [env.ingress.host];
  return [...new Set([...serverDnsNames(env.namespace.name), ...host])];
}

/** Subject of the authority that signs server certificates. */
export function serverAuthorityName(env: Environment): string {
  return `certctl ${env.name} server CA`;
}

/** Only what is wanted is made: keys take time, and secrets that nobody asked for should not exist. */
async function makeValues(env: Environment, io: SecretsIo, wanted: Set<string>): Promise<Map<string, Values>> {
  const values = new Map<string, Values>();
  if (wanted.has(SECRETS.database)) {
    const password = randomHex(io);
    values.set(SECRETS.database, { password, "previous-password": password });
  }
  if (wanted.has(SECRETS.server)) addApiKeys(values, io);
  if (wanted.has(SECRETS.encryption)) values.set(SECRETS.encryption, { key: randomHex(io) });
  if (wanted.has(SECRETS.issuingCa)) {
    const { makeAuthority } = await import("./certificate-maker.ts");
    const { certificate, key } = await makeAuthority(`certctl ${env.name} issuing CA`, io);
    values.set(SECRETS.issuingCa, { "tls.crt": certificate, "tls.key": key });
  }
  if (wanted.has(env.tls.secretName)) {
    const { makeAuthority, makeServerCertificate } = await import("./certificate-maker.ts");
    const authority = await makeAuthority(serverAuthorityName(env), io);
    const server = await makeServerCertificate(authority, certificateNames(env), io);
    const trust = { "ca.crt": authority.certificate };
    values.set(env.tls.secretName, { "tls.crt": server.certificate, "tls.key": server.key, ...trust });
    values.set(SERVER_CA_KEY, { "tls.crt": authority.certificate, "tls.key": authority.key });
    values.set(SECRETS.serverCa, trust);
  }
  return values;
}

function addApiKeys(values: Map<string, Values>, io: SecretsIo): void {
  const admin = randomHex(io);
  const agent = randomHex(io);
  const enroll = randomHex(io);
  values.set(SECRETS.server, {
    "auth-secret": randomHex(io),
    "api-keys-named": formatNamedKeys([
      { name: API_KEY_NAMES.admin, key: admin, admin: true },
      { name: API_KEY_NAMES.agent, key: agent, admin: false },
      { name: API_KEY_NAMES.enroll, key: enroll, admin: false },
    ]),
    "agent-bootstrap-token": enroll,
  });
  values.set(SECRETS.admin, { "api-key": admin });
  values.set(SECRETS.agent, { "api-key": agent, "enroll-key": enroll });
}

function manifest(secret: RequiredSecret, values: Values | undefined, { labels, annotations }: MakeOptions): Manifest {
  const stringData: Record<string, string> = {};
  for (const { key } of secret.keys) {
    const value = values?.[key];
    if (value === undefined) throw new Error(`nothing makes the key ${key} of Secret ${secret.name}`);
    stringData[key] = value;
  }
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: secret.name,
      namespace: secret.namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    },
    type: secret.type,
    ...(secret.immutable ? { immutable: true } : {}),
    stringData,
  };
}
