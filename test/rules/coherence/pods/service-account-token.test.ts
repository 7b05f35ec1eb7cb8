/** Tokens that nobody uses. */
import { serviceAccountToken } from "../../../../src/rules/coherence/pods/service-account-token.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function mounted(bundle: Bundle): void {
  delete bundle.pod("server").automountServiceAccountToken;
  for (const one of bundle.manifests.filter((m) => m.kind === "ServiceAccount"))
    delete one.automountServiceAccountToken;
}

describeRule(serviceAccountToken, {
  reports: {
    "a pod that says nothing": { change: mounted, at: "/spec/template/spec" },
    "a pod that wants it": {
      change: (bundle) => {
        bundle.pod("agent").automountServiceAccountToken = true;
      },
      at: "/spec/template/spec/automountServiceAccountToken",
    },
    "a PostgreSQL": (bundle) => {
      bundle.pod("database").automountServiceAccountToken = true;
    },
  },
  silent: {
    "pods without a token": {},
    "an account that says it": (bundle) => {
      mounted(bundle);
      for (const one of bundle.manifests.filter((m) => m.kind === "ServiceAccount")) {
        one.automountServiceAccountToken = false;
      }
    },
    "a sidecar of somebody else": (bundle) => {
      mounted(bundle);
      bundle.pod("server").containers.push({ name: "other", image: "other" });
    },
    "a script that asks": (bundle) => {
      bundle.pod("enroll").automountServiceAccountToken = true;
      bundle.container("enroll").command = ["sh", "-c", "curl https://kubernetes.default.svc/api"];
    },
  },
});
