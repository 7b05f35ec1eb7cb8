/** Which Secrets an environment needs, with their keys, who reads them and who makes them. */
import { AGENT, CREDENTIALS_JOB, DATABASE, ENROLL_JOB, MIGRATE_JOB, SECRETS, SERVER } from "../certctl/names.ts";
import { certManagerHandsOutAuthority } from "../certctl/trust.ts";
import type { Environment } from "../model/environment.ts";

/** `secrets`: this program can make it; `you`: only its owner knows the values. */
export type SecretMaker = "secrets" | "you" | "cert-manager";

export interface RequiredSecret {
  readonly namespace: string;
  readonly name: string;
  readonly type: "Opaque" | "kubernetes.io/tls" | "kubernetes.io/dockerconfigjson";
  readonly immutable: boolean;
  readonly keys: readonly SecretKey[];
  /** The workloads that read it, as `Deployment certctl-server`; empty where no pod does. */
  readonly readers: readonly string[];
  readonly madeBy: SecretMaker;
  readonly note?: string;
}

export interface SecretKey {
  readonly key: string;
  readonly what: string;
}

/** The authority that signs the server's certificate, with its key: no pod mounts it, `--rotate tls` signs with it. */
export const SERVER_CA_KEY = "certctl-server-ca-key";

/** Every Secret that the bundle's own objects read, and the signing key that renewals need. */
export function requiredSecrets(env: Environment): RequiredSecret[] {
  return [...databaseSecrets(env), ...serverSecrets(env), ...tlsSecrets(env), ...agentSecrets(env)];
}

function databaseSecrets(env: Environment): RequiredSecret[] {
  const readers = [...jobOf(env), `Deployment ${SERVER}`];
  if (env.database.type === "embedded") {
    return [
      {
        ...inServerNamespace(env, SECRETS.database),
        keys: [
          { key: "password", what: "the role's password, 64 hex digits: it goes into a URL unescaped" },
          { key: "previous-password", what: "the password before the last rotation; equal to `password` at first" },
        ],
        readers: [`StatefulSet ${DATABASE}`, `Job ${CREDENTIALS_JOB}`, ...readers],
        note: "A password of your own has letters and digits only: it stands in a URL as it is, and the server logs a URL that it can't read.",
      },
    ];
  }
  const url: RequiredSecret = {
    ...inServerNamespace(env, env.database.secretName),
    keys: [{ key: "url", what: "the complete URL: postgres://user:password@host:5432/database?sslmode=verify-full" }],
    readers,
    madeBy: "you",
    note: "The password in the URL is percent-encoded; sslmode is disable, require, verify-ca or verify-full.",
  };
  if (env.database.caSecretName === "") return [url];
  const ca: RequiredSecret = {
    ...inServerNamespace(env, env.database.caSecretName),
    keys: [{ key: "ca.crt", what: "the authority of the database's certificate, PEM" }],
    readers,
    madeBy: "you",
  };
  return [url, ca];
}

function serverSecrets(env: Environment): RequiredSecret[] {
  const readers = [`Deployment ${SERVER}`];
  return [
    {
      ...inServerNamespace(env, SECRETS.server),
      keys: [
        { key: "auth-secret", what: "random; certctl wants it set and ignores it beside named keys" },
        { key: "api-keys-named", what: "admin:KEY:admin,agent:KEY,enroll:KEY" },
        { key: "agent-bootstrap-token", what: "equal to the enrolment key: certctl compares both with one header" },
      ],
      readers,
    },
    {
      ...inServerNamespace(env, SECRETS.admin),
      keys: [{ key: "api-key", what: "the administrator's API key" }],
      readers: [`Job ${ENROLL_JOB}`],
      note: "People sign in with it, too.",
    },
    {
      ...inServerNamespace(env, SECRETS.encryption),
      immutable: true,
      keys: [{ key: "key", what: "encrypts issuers and targets in the database, 64 hex digits" }],
      readers,
      note: "Never changes: certctl can't read what it encrypted with another key. Back it up with the database.",
    },
    {
      ...inServerNamespace(env, SECRETS.issuingCa),
      type: "kubernetes.io/tls",
      immutable: true,
      keys: [
        { key: "tls.crt", what: "the authority by which certctl's local issuer signs" },
        { key: "tls.key", what: "its key" },
      ],
      readers,
      note: "Never changes: certificates that it issued would no longer chain. A CA of your own may take its place.",
    },
  ];
}

function tlsSecrets(env: Environment): RequiredSecret[] {
  const { tls } = env;
  if (tls.source === "init-container") return [];
  const pair: RequiredSecret = {
    ...inServerNamespace(env, tls.secretName),
    type: "kubernetes.io/tls",
    keys: [
      { key: "tls.crt", what: "the server's certificate, with the DNS names of its Service" },
      { key: "tls.key", what: "its key" },
      { key: "ca.crt", what: "the authority that clients trust it by" },
    ],
    readers: [...jobOf(env), `Deployment ${SERVER}`, `Job ${ENROLL_JOB}`],
  };
  if (tls.source === "cert-manager") {
    const note = `An ACME issuer gives no ca.crt, which Job ${ENROLL_JOB} trusts the server by: use one with an authority of its own.`;
    return [{ ...pair, madeBy: "cert-manager", note }];
  }
  if (tls.source === "secret") {
    const note = `A plain TLS Secret lacks ca.crt, which Job ${ENROLL_JOB} trusts the server by.`;
    return [{ ...pair, madeBy: "you", note }];
  }
  const authority: RequiredSecret = {
    ...inServerNamespace(env, SERVER_CA_KEY),
    type: "kubernetes.io/tls",
    keys: [
      { key: "tls.crt", what: `the authority that signs ${tls.secretName}` },
      { key: "tls.key", what: "its key" },
    ],
    readers: [],
    note: "No pod reads it: only `secrets --rotate tls` and `server-ca`. It may be kept outside the cluster.",
  };
  return [pair, authority];
}

function agentSecrets(env: Environment): RequiredSecret[] {
  if (env.agents.kind === "off") return [];
  const readers = [`${env.agents.kind === "daemonset" ? "DaemonSet" : "StatefulSet"} ${AGENT}`];
  const own = { namespace: env.agents.namespace, type: "Opaque", immutable: false, readers } as const;
  const keys: RequiredSecret = {
    ...own,
    name: SECRETS.agent,
    keys: [
      { key: "api-key", what: "the agents' API key" },
      { key: "enroll-key", what: "the key by which an agent registers itself" },
    ],
    madeBy: "secrets",
  };
  if (env.tls.source === "init-container") return [keys];
  const ca: RequiredSecret = {
    ...own,
    name: SECRETS.serverCa,
    keys: [{ key: "ca.crt", what: "the authority that agents trust the server by, without any key" }],
    ...serverCaMaker(env),
  };
  return [keys, ca];
}

/** An Issuer signs in its own namespace only, so agents elsewhere get a copy of its authority from a person. */
function serverCaMaker(env: Environment): Pick<RequiredSecret, "madeBy" | "note"> & { type?: RequiredSecret["type"] } {
  if (env.tls.source === "self-signed") return { madeBy: "secrets" };
  const copy = `Copy ca.crt of ${env.namespace.name}/${env.tls.secretName}.`;
  if (env.tls.source !== "cert-manager") return { madeBy: "you", note: copy };
  return certManagerHandsOutAuthority(env)
    ? { madeBy: "cert-manager", type: "kubernetes.io/tls" }
    : { madeBy: "you", note: copy };
}

function inServerNamespace(env: Environment, name: string) {
  return { namespace: env.namespace.name, name, type: "Opaque", immutable: false, madeBy: "secrets" } as const;
}

function jobOf(env: Environment): string[] {
  return env.migrations === "hook" ? [`Job ${MIGRATE_JOB}`] : [];
}
