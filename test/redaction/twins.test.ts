/** What looks like a secret and is none stays readable: references, settings, names. */
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { config, env, field, manifest, pod, redact } from "./hidden.ts";

const at = (path: string, value: JsonValue): Manifest =>
  manifest(
    "Thing",
    path.split(".").reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), value) as never,
    "x.io/v1",
  );
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIabc\n-----END CERTIFICATE-----\n";

const TWINS: Readonly<Record<string, Manifest>> = {
  secretName: pod({
    volumes: [
      {
        name: "tls",
        secret: { secretName: "certctl-tls", defaultMode: 420, items: [{ key: "tls.key", path: "tls.key" }] },
      },
    ],
  }),
  secretKeyRef: pod({
    env: [{ name: "POSTGRES_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
  }),
  secretRef: pod({ envFrom: [{ secretRef: { name: "db" } }] }),
  passwordSecretRef: field("passwordSecretRef", { name: "db", key: "password" }),
  "passwordSecretRef as a name": field("passwordSecretRef", "db"),
  tokenTTL: field("tokenTTL", "24h"),
  "tokenTTL as a number": field("tokenTTL", 3600),
  tokenTtlSeconds: field("tokenTtlSeconds", 3600),
  tokenExpiration: field("tokenExpiration", 3600),
  passwordPolicy: field("passwordPolicy", "strong"),
  "passwordPolicy as an object": field("passwordPolicy", { minLength: 12, rotate: "30d" }),
  "password_encryption of PostgreSQL": config("postgresql.conf", "password_encryption = scram-sha-256\nport = 5432\n"),
  "an ExternalSecret": manifest("ExternalSecret", {
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { name: "vault", kind: "ClusterSecretStore" },
      target: {
        name: "certctl-db",
        creationPolicy: "Owner",
        template: { data: { url: "postgres://certctl:{{ .password }}@db/certctl" } },
      },
      data: [{ secretKey: "password", remoteRef: { key: "certctl/prod/db", property: "password" } }],
    },
  }),
  "a SecretStore": manifest("SecretStore", {
    spec: {
      provider: {
        vault: {
          server: "https://vault",
          auth: { kubernetes: { role: "certctl", secretRef: { name: "a", key: "token" } } },
        },
      },
    },
  }),
  automountServiceAccountToken: field("automountServiceAccountToken", true),
  "a ServiceAccount's secrets": manifest("ServiceAccount", {
    secrets: [{ name: "a" }],
    imagePullSecrets: [{ name: "b" }],
  }),
  "imagePullSecrets as names": field("imagePullSecrets", ["registry-login"]),
  "secrets of a Prometheus": field("secrets", ["certctl-token"]),
  apiKeysSecret: field("apiKeysSecret", "certctl-api-keys"),
  existingSecret: field("existingSecret", "certctl-db"),
  "a key in an existing Secret": field("existingSecretPasswordKey", "db-password"),
  passwordKey: field("passwordKey", "postgres-password"),
  tlsSecret: field("tlsSecret", "certctl-tls"),
  "a file": env("CERTCTL_DB_PASSWORD_FILE", "/run/secrets/db"),
  "a file under the name of its secret": env("PASSWORD", "/run/secrets/db"),
  "a path of credentials": env("GOOGLE_APPLICATION_CREDENTIALS", "/var/run/gcp/key.json"),
  "a path of a key": env("CERTCTL_SERVER_TLS_KEY_PATH", "/tls/tls.key"),
  "a reference": env("DB_PASSWORD", "$(POSTGRES_PASSWORD)"),
  "a reference of Flux": env("DB_PASSWORD", "${PASSWORD}"),
  "a reference that must be set": env("DB_PASSWORD", "${PASSWORD:?set it}"),
  "a template": field("password", "{{ .Values.password | quote }}".replace("| quote ", "")),
  "a reference in a URL": env(
    "CERTCTL_DATABASE_URL",
    "postgres://certctl:$(POSTGRES_PASSWORD)@db:5432/certctl?sslmode=require",
  ),
  "a reference of a shell in a URL": pod({ args: ["sh", "-c", 'pg_dump "postgres://certctl:${PASSWORD}@db/certctl"'] }),
  "a reference in a script": pod({
    args: ["sh", "-c", 'export PGPASSWORD="$POSTGRES_PASSWORD"; curl -H "Authorization: Bearer $TOKEN" https://x'],
  }),
  "a secret that is read from a file": pod({ args: ["sh", "-c", "TOKEN=$(cat /run/secrets/token) run"] }),
  "a Grafana reference": config("grafana.ini", "[security]\nadmin_password = $__file{/run/secrets/x}\n"),
  "an address in a store": field("password", "ref+vault://secret/db#password"),
  "a boolean": env("CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY", "true"),
  "a boolean under a secret's name": field("token", false),
  "an empty text": env("CERTCTL_AUTH_SECRET", ""),
  "a count of tokens": field("maxTokens", 4096),
  "tokens per minute": field("tokens", 4096),
  "a type of login": field("auth", "api-key"),
  "certctl's type of login": env("CERTCTL_AUTH_TYPE", "api-key"),
  "a user and a group": pod({ args: ["chown", "-u", "1000:1000"] }),
  privateKeySecretRef: field("privateKeySecretRef", { name: "account-key" }),
  privateKey: at("spec.privateKey", { algorithm: "RSA", size: 2048, rotationPolicy: "Always", encoding: "PKCS1" }),
  "a projected token": pod({
    volumes: [
      {
        name: "t",
        projected: {
          sources: [{ serviceAccountToken: { path: "token", expirationSeconds: 3600, audience: "vault" } }],
        },
      },
    ],
  }),
  RBAC: manifest("Role", {
    rules: [
      {
        apiGroups: [""],
        resources: ["secrets", "serviceaccounts/token"],
        resourceNames: ["db-password"],
        verbs: ["get"],
      },
    ],
  }),
  "a name of a Secret in an Ingress": manifest("Ingress", {
    metadata: {
      name: "a",
      annotations: {
        "nginx.ingress.kubernetes.io/auth-secret": "certctl/basic-auth",
        "nginx.ingress.kubernetes.io/auth-type": "basic",
      },
    },
    spec: { tls: [{ hosts: ["a"], secretName: "a-tls" }] },
  }),
  "a reloader": manifest("Thing", {
    metadata: { name: "a", annotations: { "secret.reloader.stakater.com/reload": "certctl-db" } },
  }),
  labels: manifest("Thing", {
    metadata: { name: "token-service", labels: { app: "password-reset", "app.kubernetes.io/part-of": "secrets" } },
  }),
  "an image with the word in its name": pod({ image: "ghcr.io/example/token-service:v1.2" }),
  "an image with a digest": pod({ image: `ghcr.io/example/secret:v1@sha256:${"a".repeat(64)}` }),
  "keys of a ConfigMap": config("keys", "a,b"),
  "a public key": field("publicKey", "ssh-ed25519 AAAAC3Nza a@b"),
  certificates: config("ca.crt", CERTIFICATE),
  "a certificate in base64": field("caBundle", Buffer.from(CERTIFICATE).toString("base64")),
  "lines of an INI file": config(
    "grafana.ini",
    "[auth]\ndisable_login_form = true\n[security]\nadmin_user = admin\n[server]\nroot_url = https://g.example.com/\n",
  ),
  "a file of YAML with references": config(
    "a.yaml",
    "env:\n- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db\n      key: password\n",
  ),
  "a file of Prometheus": config(
    "prometheus.yml",
    "scrape_configs:\n- job_name: certctl\n  authorization:\n    type: Bearer\n    credentials_file: /run/secrets/token\n",
  ),
  "nginx' proxy_pass": config("nginx.conf", "location / {\n  proxy_pass http://certctl:8443;\n}\n"),
  "a revision of Secrets": manifest("Thing", {
    metadata: {
      name: "a",
      annotations: { "certctl-gitops/secrets-revision": "2", "certctl-gitops/manual-secrets": "a, b/c" },
    },
  }),
  "a comment in a script": pod({ args: ["sh", "-c", "# the Secret: PostgreSQL reads it\nPGPASSWORD=$1 run\n"] }),
  "a script's variables": pod({
    args: ["sh", "-c", 'printf "Authorization: Bearer %s" "$key"; token="$value"; run --token "$token"'],
  }),
  "a variable of psql": pod({ args: ["sh", "-c", "psql <<'SQL'\nALTER ROLE :\"user\" PASSWORD :'password';\nSQL\n"] }),
  "Argo CD's reference": config("oidc.config", "clientID: a\nclientSecret: $oidc.clientSecret\n"),
  "Argo CD's reference to another Secret": field("clientSecret", "$my-secret:oidc.clientSecret"),
  "the folder of a shell": env("PWD", "/work"),
  "a mode of authorization": config("a.yaml", "authorization: rbac\n"),
  "psql's login in variables": pod({
    args: ["sh", "-c", 'curl -u "$USER:$PASSWORD" https://x; docker login -p "$TOKEN" x'],
  }),
  "a Secret of Traefik": field("basicAuth", { secret: "users", removeHeader: true }),
  "a path of Vault's agent": manifest("Thing", {
    metadata: { name: "a", annotations: { "vault.hashicorp.com/agent-inject-secret-db": "database/creds/db" } },
  }),
  "a way to log in": config("sshd_config.yaml", "passwordAuthentication: keyboard\n"),
  URLs: field("url", "https://example.com:8443/a?b=c@d#e"),
  "a git URL over ssh": field("url", "ssh://git@github.com/example/gitops.git"),
  "a git URL without a scheme": field("url", "git@github.com:example/gitops.git"),
  "a mail address": field("email", "certctl@example.com"),
  "sync waves": manifest("Thing", { metadata: { name: "a", annotations: { "argocd.argoproj.io/sync-wave": "2" } } }),
  "a patch of a ConfigMap": manifest("Thing", {
    patches: [{ patch: "- op: add\n  path: /data/log-level\n  value: debug\n", target: { kind: "ConfigMap" } }],
  }),
  "a definition": manifest("CustomResourceDefinition", {
    spec: {
      description: "The token: where it stands. password: what is asked.",
      properties: { password: { type: "string", description: "secret: a password" } },
    },
  }),
  "values of a chart": field("values", {
    auth: { type: "api-key", existingSecret: "a" },
    secrets: { provider: "sops", decryptionSecretName: "age" },
  }),
  "a substitution from a Secret": field("substituteFrom", [{ kind: "Secret", name: "certctl-secrets" }]),
};

describe("twins of secrets", () => {
  it.each(Object.entries(TWINS))("%s", (_name, one) => {
    const { manifest: shown, redacted } = redact(one);
    expect({ shown, redacted: [...redacted] }).toEqual({ shown: one, redacted: [] });
    expect(shown).toBe(one);
  });
});
