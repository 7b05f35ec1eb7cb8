/** Sources that are there. */
import { sourceExists } from "../../../../src/rules/order/flux/source-exists.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const source = (fields: object) => (bundle: OrderBundle) => {
  Object.assign(bundle.spec("server").sourceRef, fields);
};

describeOrderRule(sourceExists, {
  reports: {
    "a name with a slip": { way: "kustomizations", change: source({ name: "certctl-d" }), says: /almost its name/ },
    "a source in another namespace": {
      way: "kustomizations",
      change: source({ namespace: "other" }),
      says: /another namespace/,
    },
  },
  silent: {
    "the bundle's": { way: "kustomizations" },
    "one that is nothing like it": { way: "kustomizations", change: source({ name: "flux-system" }) },
    "one of another kind": { way: "kustomizations", change: source({ kind: "OCIRepository" }) },
    "no source": {
      way: "kustomizations",
      change: (bundle) => {
        delete bundle.spec("server").sourceRef;
      },
    },
  },
});
