/** The ways to log in that certctl has. */
import { authTypeSupported } from "../../../../src/rules/coherence/access/auth-type-supported.ts";
import { describeRule } from "../../cases.ts";

const TYPE = "CERTCTL_AUTH_TYPE";
const image = (tag: string) => `ghcr.io/certctl-io/certctl-server${tag}`;

describeRule(authTypeSupported, {
  reports: {
    jwt: {
      change: (bundle) => bundle.setVariable("server", TYPE, "jwt"),
      says: /no JWT check/,
      at: "/spec/template/spec/containers/0/env/8",
    },
    "oidc in a release": {
      change: (bundle) => bundle.setVariable("server", TYPE, "oidc"),
      says: /exit at once/,
      severity: "error",
    },
    "oidc in an image without a release": {
      change: (bundle) => {
        bundle.setVariable("server", TYPE, "oidc");
        bundle.container("server").image = image("@sha256:0123");
      },
      says: /nobody can log in by OIDC/,
      severity: "warning",
    },
    "a slip of the hand": {
      change: (bundle) => bundle.setVariable("server", TYPE, "apikey"),
      says: /does not know CERTCTL_AUTH_TYPE=apikey/,
    },
    "the same word in server and migration once": {
      change: (bundle) => {
        bundle.setVariable("server", TYPE, "jwt");
        bundle.setVariable("migrate", TYPE, "jwt");
      },
    },
    "another word in the migration": {
      change: (bundle) => bundle.setVariable("migrate", TYPE, "None"),
      says: /=None/,
    },
  },
  silent: {
    "api-key": {},
    "none, which open-server speaks of": (bundle) => bundle.setVariable("server", TYPE, "none"),
    "nothing, which means api-key": (bundle) => bundle.setVariable("server", TYPE, undefined),
    "a word that is not in the input": (bundle) =>
      bundle.setVariable("server", TYPE, { configMapKeyRef: { name: "elsewhere", key: "type" } }),
    "a word that Flux puts in": (bundle) => bundle.setVariable("server", TYPE, "${auth_type}"),
  },
});
