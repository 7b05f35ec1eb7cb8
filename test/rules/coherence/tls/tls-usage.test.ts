/** Usages of the server's certificate. */
import { tlsUsage } from "../../../../src/rules/coherence/tls/tls-usage.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const MANAGER = { settings: { profile: "ha", tls: { source: "cert-manager", issuerRef: { name: "ca" } } } };
const usages = (value: string[] | undefined) => (bundle: Bundle) => {
  bundle.object("Certificate", "certctl-server").spec.usages = value;
};

describeRule(tlsUsage, {
  reports: {
    "a certificate for clients": {
      ...MANAGER,
      change: usages(["client auth"]),
      says: /lack server auth/,
      at: "/spec/usages",
    },
  },
  silent: {
    "the bundle's": MANAGER,
    "any usage": { ...MANAGER, change: usages(["any"]) },
    "no usages": { ...MANAGER, change: usages(undefined) },
    "an authority of agents": {
      ...MANAGER,
      change: (bundle) => {
        bundle.object("Certificate", "certctl-agent").spec.usages = ["client auth"];
      },
    },
  },
});
