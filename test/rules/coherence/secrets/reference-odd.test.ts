/** Stores and issuers that are called alike. */
import { referenceOdd } from "../../../../src/rules/coherence/secrets/reference-odd.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const VAULT = { settings: { profile: "ha", secrets: { provider: "external-secrets", storeRef: { name: "vault" } } } };
const all = (bundle: Bundle): Loose[] => bundle.manifests.filter(({ kind }) => kind === "ExternalSecret");
const first = (bundle: Bundle): Loose => all(bundle)[0];

describeRule(referenceOdd, {
  reports: {
    "a kind that others don't name": {
      ...VAULT,
      change: (bundle) => {
        delete first(bundle).spec.secretStoreRef.kind;
      },
      says: /SecretStore where others name a ClusterSecretStore/,
      at: "/spec/secretStoreRef",
    },
    "a name that is nearly the others'": {
      ...VAULT,
      change: (bundle) => {
        first(bundle).spec.secretStoreRef.name = "valt";
      },
      says: /names valt/,
    },
  },
  silent: {
    "one store": VAULT,
    "two stores": {
      ...VAULT,
      change: (bundle) => {
        first(bundle).spec.secretStoreRef.name = "another";
      },
    },
    "two of each": {
      ...VAULT,
      change: (bundle) => {
        for (const one of all(bundle).slice(0, 2)) one.spec.secretStoreRef.name = "valt";
      },
    },
    "one alone": (bundle) => {
      bundle.add({ apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", metadata: { name: "a" }, spec: {} });
    },
  },
});
