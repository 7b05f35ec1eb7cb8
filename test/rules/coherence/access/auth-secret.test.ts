/** The secret that certctl wants in any case. */
import { authSecret } from "../../../../src/rules/coherence/access/auth-secret.ts";
import { describeRule } from "../../cases.ts";

const SECRET = "CERTCTL_AUTH_SECRET";

describeRule(authSecret, {
  reports: {
    "named keys alone": {
      change: (bundle) => bundle.setVariable("server", SECRET, undefined),
      says: /refuses to start/,
      at: "/spec/template/spec/containers/0",
    },
    "an empty text": {
      change: (bundle) => bundle.setVariable("server", SECRET, ""),
      at: "/spec/template/spec/containers/0/env/9",
    },
    "no authentication type, which means api-key": (bundle) => {
      bundle.setVariable("server", SECRET, undefined);
      bundle.setVariable("server", "CERTCTL_AUTH_TYPE", undefined);
    },
  },
  silent: {
    "a Secret that is not in the input": {},
    "a server without authentication": (bundle) => {
      bundle.setVariable("server", SECRET, undefined);
      bundle.setVariable("server", "CERTCTL_AUTH_TYPE", "none");
    },
    "a Secret of all variables that is not in the input": (bundle) => {
      bundle.setVariable("server", SECRET, undefined);
      bundle.container("server").envFrom = [{ secretRef: { name: "all-of-them" } }];
    },
  },
});
