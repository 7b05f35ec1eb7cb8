/** Words that are no secrets. */
import { placeholderSecret } from "../../../../src/rules/coherence/secrets/placeholder-secret.ts";
import { type Bundle, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const server = (texts: Record<string, string>) => (bundle: Bundle) =>
  bundle.add(secret("certctl", "certctl-server", texts));
const url = (password: string) => (bundle: Bundle) =>
  bundle.setVariable("server", "CERTCTL_DATABASE_URL", `postgres://certctl:${password}@db:5432/certctl`);

describeRule(placeholderSecret, {
  reports: {
    "a word of the chart's examples": {
      change: server({ "auth-secret": "CHANGE_ME_IN_PRODUCTION" }),
      says: /^CERTCTL_AUTH_SECRET is a placeholder, not a secret: it is taken as it is/,
      at: "/stringData/auth-secret",
    },
    "the one that certctl refuses": {
      change: server({ "auth-secret": "change-me-in-production" }),
      says: /refuses to start with this one/,
    },
    "a word in base64": {
      change: (bundle) => bundle.add(secret("certctl", "certctl-server", { "auth-secret": "cGFzc3dvcmQ=" }, "data")),
      at: "/data/auth-secret",
    },
    "one of the named keys": server({ "api-keys-named": "root:1a2b:admin,agent:<agent-key>" }),
    "a password in a URL": { change: url("changeme"), at: "/spec/template/spec/containers/0/env/6/value" },
    "the database's own": (bundle) => bundle.setVariable("database", "POSTGRES_PASSWORD", "postgres"),
    "a text that two pods read, once": (bundle) =>
      bundle.add(secret("certctl", "certctl-database", { password: "xxxx" })),
    "a Slack address": (bundle) => bundle.setVariable("server", "CERTCTL_SLACK_WEBHOOK_URL", "<your webhook>"),
  },
  silent: {
    "Secrets that are not in the input": {},
    "random text": server({ "auth-secret": "0123456789abcdef", "api-keys-named": "admin:1a2b:admin,test:3c4d" }),
    "what the Argo CD Vault plugin puts in": server({ "auth-secret": "<path:kv/certctl#auth>" }),
    "a random password in a URL": url("0123456789abcdef"),
    "a user's name": (bundle) => bundle.setVariable("database", "POSTGRES_USER", "postgres"),
  },
});
