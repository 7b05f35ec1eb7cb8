/** Secrets have a producer that works with the engine, and no value of one stands in the fleet file. */
import { SECRETS } from "../../certctl/names.ts";
import { PROFILES } from "../../certctl/profiles.ts";
import type { JsonObject } from "../../model/json.ts";
import type { FleetRule, Problem, Subject } from "./rule.ts";

export const sopsDecryption: FleetRule = {
  name: "sops-decryption",
  acceptable: false,
  check({ settings }) {
    if (settings.secrets?.provider !== "sops") return [];
    const engine = settings.engine ?? "both";
    const path = ["secrets", "provider"];
    const fix = "Set engine: flux and flux.delivery: kustomization, or another secrets.provider.";
    if (engine !== "flux") {
      const message = "nothing decrypts sops files under Argo CD: it would apply the ciphertext as the Secret";
      return [{ path, message, fix }];
    }
    if (settings.flux?.delivery === "kustomization") return [];
    return [
      { path, message: "Flux decrypts sops files in a Kustomization only, not in the charts of HelmReleases", fix },
    ];
  },
};

/** Keys of `secrets` by the provider that they belong to. */
const OF_ONE_PROVIDER = {
  storeRef: "external-secrets",
  keyPath: "external-secrets",
  refreshInterval: "external-secrets",
  decryptionSecretName: "sops",
} as const;

export const secretsProducer: FleetRule = {
  name: "secrets-producer",
  acceptable: false,
  check({ settings }) {
    const { secrets = {} } = settings;
    const provider = secrets.provider ?? "manual";
    const problems: Problem[] = [];
    for (const [key, owner] of Object.entries(OF_ONE_PROVIDER)) {
      if (secrets[key as keyof typeof OF_ONE_PROVIDER] === undefined || owner === provider) continue;
      const message = `secrets.${key} belongs to ${owner}, but secrets.provider is ${provider}`;
      problems.push({
        path: ["secrets", key],
        message,
        fix: `Set secrets.provider: ${owner}, or remove secrets.${key}.`,
      });
    }
    if (provider === "external-secrets" && secrets.storeRef === undefined) {
      const fix = "Add secrets.storeRef: {name: ..., kind: ClusterSecretStore}.";
      problems.push({
        path: ["secrets", "provider"],
        message: "external-secrets needs a store, and secrets.storeRef is missing",
        fix,
      });
    }
    if (provider === "external-secrets" && secrets.storeRef?.kind === "SecretStore" && separateAgents(settings)) {
      const message =
        "a SecretStore serves its own namespace only, and a DaemonSet's agents live in another than the server";
      const fix = "Use a ClusterSecretStore, or agents.kind: statefulset.";
      problems.push({ path: ["secrets", "storeRef", "kind"], message, fix });
    }
    return problems;
  },
};

function separateAgents(settings: Subject["settings"]): boolean {
  return (settings.agents?.kind ?? "daemonset") === "daemonset";
}

/** Words that a template or an example leaves where a secret belongs (certctl refuses only two of them, in internal/config/config.go). */
const PLACEHOLDER = /change[-_ ]?me|^(todo|xxx+|secret|password|placeholder|example|your[-_ ].*)$/i;
const SECRET_NAME =
  /(PASSWORD|SECRET|TOKEN|PRIVATE_KEY|API_KEY|ROUTING_KEY|WEBHOOK_URL|ENCRYPTION_KEY|CREDENTIAL|HMAC)S?$/;

export const placeholderSecret: FleetRule = {
  name: "placeholder-secret",
  acceptable: false,
  check({ settings }) {
    return variables(settings).flatMap(({ name, value, path }): Problem[] => {
      if (typeof value !== "string" || !SECRET_NAME.test(name)) return [];
      const fix = `Give ${name} a valueFrom: {secretKeyRef: {name: ..., key: ...}}, and the value to the Secret.`;
      if (PLACEHOLDER.test(value)) return [{ path, message: `${name} holds a placeholder, not a secret`, fix }];
      return [{ path, message: `${name} is a secret, and its value would stand in Git for ever`, fix }];
    });
  },
};

/** Variables that the bundle sets itself, and the setting to use in their place. */
const OURS: Readonly<Record<string, string>> = {
  CERTCTL_AGENT_BOOTSTRAP_TOKEN: `the Secret ${SECRETS.server}`,
  CERTCTL_API_KEYS_NAMED: `the Secret ${SECRETS.server}`,
  CERTCTL_AUTH_SECRET: `the Secret ${SECRETS.server}`,
  CERTCTL_AUTH_TYPE: "auth.type",
  CERTCTL_CA_CERT_PATH: `the Secret ${SECRETS.issuingCa}`,
  CERTCTL_CA_KEY_PATH: `the Secret ${SECRETS.issuingCa}`,
  CERTCTL_CONFIG_ENCRYPTION_KEY: `the Secret ${SECRETS.encryption}`,
  CERTCTL_DATABASE_MAX_CONNS: "server.maxConnections",
  CERTCTL_DATABASE_URL: "database",
  CERTCTL_LOG_LEVEL: "server.logLevel",
  CERTCTL_MIGRATIONS_VIA_HOOK: "migrations",
  CERTCTL_RATE_LIMIT_BACKEND: "rateLimit.backend",
  CERTCTL_SERVER_HOST: "nothing: a pod must listen on all addresses",
  CERTCTL_SERVER_PORT: "nothing: probes, Service and policies rest on it",
  CERTCTL_SERVER_TLS_CERT_PATH: "tls",
  CERTCTL_SERVER_TLS_KEY_PATH: "tls",
  POSTGRES_PASSWORD: "database",
};

export const variableOfTheBundle: FleetRule = {
  name: "variable-of-the-bundle",
  acceptable: false,
  check({ settings }) {
    return variables(settings).flatMap(({ name, path }): Problem[] => {
      const instead = OURS[name];
      if (instead === undefined) return [];
      const message = `${name} is set by the bundle, and a second value would contradict it`;
      return [{ path, message, fix: `Remove it from server.env; what decides it is ${instead}.` }];
    });
  },
};

/** Of two variables of one name only one would count, and Kubernetes refuses two origins of a value. */
export const variableOnce: FleetRule = {
  name: "variable-once",
  acceptable: false,
  check({ settings }) {
    const list = variables(settings);
    return list.flatMap(({ name, value, from, path }, i): Problem[] => {
      if (list.findIndex((other) => other.name === name) < i) {
        return [{ path, message: `${name} stands twice in server.env`, fix: "Keep one of the two." }];
      }
      if (value === undefined || !from) return [];
      return [{ path, message: `${name} has both a value and a valueFrom`, fix: "Keep one of the two." }];
    });
  },
};

/** The Secrets that the bundle names itself; each setting may name its own of them. */
const TAKEN: readonly string[] = [...Object.values(SECRETS), `${SECRETS.serverCa}-key`];

export const secretNames: FleetRule = {
  name: "secret-names",
  acceptable: false,
  check({ settings }) {
    const { tls, database, ingress } = settings;
    const named = [
      [["tls", "secretName"], tls?.secretName, [SECRETS.tls]],
      [["database", "secretName"], database?.secretName, [SECRETS.database]],
      [["database", "caSecretName"], database?.caSecretName, [database?.secretName ?? SECRETS.database]],
      [["ingress", "tlsSecretName"], ingress?.tlsSecretName, [tls?.secretName ?? SECRETS.tls]],
    ] as const;
    return named.flatMap(([path, name, own]): Problem[] => {
      if (name === undefined || !TAKEN.includes(name) || (own as readonly string[]).includes(name)) return [];
      const message = `${path.join(".")} is ${name}, a Secret that the bundle has for something else`;
      return [{ path, message, fix: "Give it another name." }];
    });
  },
};

interface Variable {
  readonly name: string;
  readonly value: unknown;
  /** Whether it comes from somewhere else. */
  readonly from: boolean;
  readonly path: (string | number)[];
}

export function variables(settings: Subject["settings"]): Variable[] {
  const list: readonly JsonObject[] = settings.server?.env ?? [];
  return list.map((variable, i) => ({
    name: String(variable.name),
    value: variable.value,
    from: variable.valueFrom !== undefined,
    path: ["server", "env", i, variable.value === undefined ? "name" : "value"],
  }));
}

/** What certctl holds where nothing caps it (its internal/config/config.go): 0 means that, and so does a share that is too small for one. */
const CERTCTL_CONNECTIONS = 50;

/** A database elsewhere: what only the embedded one has makes no sense for it, and the other way round. */
export const databaseChoice: FleetRule = {
  name: "database-choice",
  acceptable: false,
  check({ settings, profile }) {
    const { database = {} } = settings;
    const type = database.type ?? "embedded";
    const wrong = type === "external" ? (["storage", "resources"] as const) : (["secretName", "caSecretName"] as const);
    const other = type === "external" ? "embedded" : "external";
    const problems: Problem[] = wrong
      .filter((key) => database[key] !== undefined)
      .map((key) => ({
        path: ["database", key],
        message: `database.${key} belongs to database.type ${other}, but the type is ${type}`,
        fix: `Set database.type: ${other}, or remove database.${key}.`,
      }));
    const replicas = settings.server?.replicas ?? PROFILES[profile].replicas;
    const room = (database.maxConnections ?? 100) - 10;
    // Strict scheduling takes an old server away before a new one comes.
    const surge = settings.scheduling?.strict === true ? 0 : 1;
    const share = settings.server?.maxConnections ?? Math.floor(room / (replicas + surge));
    const each = share === 0 ? CERTCTL_CONNECTIONS : share;
    if (replicas > 1 && each * (replicas + surge) > room) {
      const rollout = surge === 0 ? "" : " and one more during a rollout";
      const message = `${replicas} servers${rollout} hold up to ${each * (replicas + surge)} connections, and the database has ${room} for them`;
      problems.push({
        path: ["server", "maxConnections"],
        message,
        fix: "Lower server.maxConnections, or raise database.maxConnections.",
      });
    }
    return problems;
  },
};
