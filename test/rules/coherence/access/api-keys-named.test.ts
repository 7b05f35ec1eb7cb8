/** Named API keys. */
import { apiKeysNamed } from "../../../../src/rules/coherence/access/api-keys-named.ts";
import { type Bundle, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const KEYS = "CERTCTL_API_KEYS_NAMED";
const without = (bundle: Bundle) => bundle.setVariable("server", KEYS, undefined);
const holding = (text: string) => (bundle: Bundle) =>
  bundle.add(secret("certctl", "certctl-server", { "api-keys-named": text, "auth-secret": "a" }));

describeRule(apiKeysNamed, {
  reports: {
    "keys of the server's secret alone": {
      change: without,
      says: /nobody may change anything: without/,
      at: "/spec/template/spec/containers/0",
    },
    "no keys at all": {
      change: (bundle) => {
        without(bundle);
        bundle.setVariable("server", "CERTCTL_AUTH_SECRET", undefined);
        bundle.setVariable("server", "CERTCTL_AUTH_TYPE", "oidc");
      },
      says: /is no API key at all/,
    },
    "no administrator": { change: holding("agent:1a,reader:2b"), says: /none of the keys/ },
    "no administrator, of texts that are not in the input": {
      change: (bundle) => bundle.setVariable("server", KEYS, "agent:$(POSTGRES_PASSWORD)"),
      says: /none of the keys/,
    },
    "a colon in a key": { change: holding("root:s3cret:x:admin"), says: /^certctl refuses.* entry 1 is not name:key/ },
    "another flag": { change: holding("root:1a:Admin"), says: /entry 1 has a third field/ },
    "a space in a name": { change: holding("the root:1a:admin"), says: /entry 1 has a name/ },
    "no key": { change: holding("root:1a:admin,agent:"), says: /entry 2 has no key/ },
    "one name with two flags": { change: holding("root:1a:admin,root:2b"), says: /entry 2 has the name/ },
    "one entry twice": { change: holding("root:1a:admin,root:1a:admin"), says: /entry 2 is there twice/ },
  },
  silent: {
    "a Secret that is not in the input": {},
    "an administrator and an agent": holding("root:1a:admin, agent:2b"),
    "two keys of one name, for a rotation": holding("root:1a:admin,root:2b:admin,"),
    "an administrator whose key is not in the input": (bundle) =>
      bundle.setVariable("server", KEYS, "root:$(POSTGRES_PASSWORD):admin"),
    "a token for the first administrator": (bundle) => {
      without(bundle);
      bundle.setVariable("server", "CERTCTL_BOOTSTRAP_TOKEN", { secretKeyRef: { name: "first", key: "token" } });
    },
    "a release without roles": (bundle) => {
      without(bundle);
      bundle.container("server").image = "ghcr.io/certctl-io/certctl-server:v2.0.72";
    },
    "a server without authentication": (bundle) => {
      without(bundle);
      bundle.setVariable("server", "CERTCTL_AUTH_TYPE", "none");
    },
    "a Secret of all variables that is not in the input": (bundle) => {
      without(bundle);
      bundle.container("server").envFrom = [{ secretRef: { name: "all-of-them" } }];
    },
  },
});
