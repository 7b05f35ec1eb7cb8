/** A database beside a guarded server. */
import { networkPolicyDatabase } from "../../../../src/rules/coherence/network/network-policy-database.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function dropped(bundle: Bundle, ...names: string[]): void {
  for (const name of names) bundle.remove(bundle.object("NetworkPolicy", name));
}

describeRule(networkPolicyDatabase, {
  reports: {
    "a policy that lets everybody in": {
      change: (bundle) => {
        delete bundle.object("NetworkPolicy", "certctl-database").spec.ingress[0].from;
      },
      says: /lets every pod/,
    },
    "a peer that is everybody": {
      change: (bundle) => {
        bundle.object("NetworkPolicy", "certctl-database").spec.ingress[0].from = [{ namespaceSelector: {} }];
      },
    },
    "policies for the server alone": (bundle) => dropped(bundle, "certctl-closed", "certctl-database"),
    "a policy that closes the database to the other side": (bundle) => {
      dropped(bundle, "certctl-closed");
      bundle.object("NetworkPolicy", "certctl-database").spec.policyTypes = ["Egress"];
    },
  },
  silent: {
    "policies for both": {},
    "one policy that closes all": (bundle) => dropped(bundle, "certctl-database"),
    "no policies": { settings: { profile: "ha", networkPolicies: "off" } },
    "a database elsewhere": { settings: { profile: "ha", database: { type: "external" } } },
  },
});
