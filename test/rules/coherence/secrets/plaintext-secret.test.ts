/** Where secrets stand. */
import { plaintextSecret } from "../../../../src/rules/coherence/secrets/plaintext-secret.ts";
import { type Bundle, type Loose, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const KEY = "0123456789abcdef0123456789abcdef";
const variable = (name: string, value: string) => (bundle: Bundle) => bundle.setVariable("server", name, value);
const holding = (texts: Record<string, string>) => (bundle: Bundle) =>
  bundle.add(secret("certctl", "certctl-database", texts));
const running = (...args: string[]) => ({
  change: (bundle: Bundle) => {
    bundle.container("enroll").args = args;
  },
});

describeRule(plaintextSecret, {
  reports: {
    "a key in the manifest": {
      change: variable("CERTCTL_AUTH_SECRET", KEY),
      says: /^the secret of CERTCTL_AUTH_SECRET stands in the manifest/,
      severity: "error",
      at: "/spec/template/spec/containers/0/env/9/value",
    },
    "a password in a URL": variable("CERTCTL_DATABASE_URL", `postgres://certctl:${KEY}@db:5432/certctl`),
    "a password in another form of URL": variable("CERTCTL_DATABASE_URL", `host=db user=certctl password=${KEY}`),
    "one of the named keys": variable("CERTCTL_API_KEYS_NAMED", `root:$(POSTGRES_PASSWORD):admin,agent:${KEY}`),
    "a key in a ConfigMap": {
      change: (bundle) => {
        const map = bundle.manifests.find((one) => one.kind === "ConfigMap" && "CERTCTL_SERVER_URL" in one.data);
        map.data.CERTCTL_API_KEY = KEY;
        bundle.setVariable("agent", "CERTCTL_API_KEY", undefined);
      },
      says: /stands in a ConfigMap/,
      at: "/data/CERTCTL_API_KEY",
    },
    "a key of a container beside the server": (bundle) =>
      bundle.pod("server").containers.push({
        name: "proxy",
        image: "quay.io/oauth2-proxy/oauth2-proxy:v7",
        env: [{ name: "OAUTH2_PROXY_CLIENT_SECRET", value: KEY }],
      }),
    "a login in a script": {
      ...running("psql postgres://certctl:0123456789@db/certctl -c 'select 1'"),
      says: /command line/,
      at: "/spec/template/spec/containers/0/args",
    },
    "a header in a script": running(`curl -H "Authorization: Bearer ${KEY}" https://certctl`),
    "a variable in a script": running(`PGPASSWORD=${KEY} psql`),
    "the agent's flag": {
      change: (bundle) => {
        bundle.container("agent").args = ["-api-key", KEY];
      },
    },
    "a Secret that is not encrypted, once": {
      change: holding({ password: KEY, "previous-password": KEY }),
      says: /this Secret's values/,
      severity: "warning",
      at: "/",
    },
  },
  silent: {
    "what comes from Secrets": {},
    "a variable in a URL": variable("CERTCTL_DATABASE_URL", "postgres://certctl:$(POSTGRES_PASSWORD)@db/certctl"),
    "a URL without a password": variable("CERTCTL_DATABASE_URL", "postgres://certctl@db/certctl"),
    "what Flux puts in": variable("CERTCTL_AUTH_SECRET", "${auth_secret}"),
    "a switch that only ends like a secret": variable("CERTCTL_APPROVAL_BYPASS", "false"),
    "a placeholder, which has a rule of its own": variable("CERTCTL_AUTH_SECRET", "CHANGE_ME"),
    "scripts that take it from variables": running(
      'curl -H "Authorization: Bearer $API_KEY" https://certctl; PGPASSWORD="$PASSWORD" psql postgres://a:$B@db',
    ),
    "a file that sops has encrypted": holding({ password: "ENC[AES256_GCM,data:x,iv:y]" }),
    "a user's name": holding({ username: "certctl", "ca.crt": "a" }),
    "a public certificate": (bundle) =>
      bundle.add(secret("certctl-agents", "certctl-server-ca", { "ca.crt": "-----BEGIN CERTIFICATE-----" })),
    "an empty Secret": holding({}),
    "a Secret that no pod of certctl reads": (bundle: Bundle) =>
      bundle.add(secret("certctl", "somebody-elses", { password: KEY }) as Loose),
  },
});
