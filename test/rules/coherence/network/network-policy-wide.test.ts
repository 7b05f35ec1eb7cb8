/** Who is let in to PostgreSQL. */
import { networkPolicyWide } from "../../../../src/rules/coherence/network/network-policy-wide.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const policy = (bundle: Bundle) => bundle.object("NetworkPolicy", "certctl-database");
const peer = (one: object) => (bundle: Bundle) => {
  policy(bundle).spec.ingress[0].from.push(one);
};

describeRule(networkPolicyWide, {
  reports: {
    "all pods of the namespace": {
      change: peer({ podSelector: {} }),
      says: /no business with it \(Job/,
      at: "/spec/ingress",
    },
  },
  silent: {
    "those that need it": {},
    "everybody, which another rule tells": (bundle) => {
      policy(bundle).spec.ingress = [{}];
    },
    "no policy": (bundle) => bundle.remove(policy(bundle)),
  },
});
