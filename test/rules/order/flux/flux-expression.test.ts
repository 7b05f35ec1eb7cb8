/** Expressions that Flux reads. */
import { fluxExpression } from "../../../../src/rules/order/flux/flux-expression.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const RELEASES = { way: "helm-releases" } as const;
const ready = (readyExpr: string) => (bundle: OrderBundle) => {
  bundle.spec("server").dependsOn[0].readyExpr = readyExpr;
};

describeOrderRule(fluxExpression, {
  reports: {
    "a quote that does not end": { ...RELEASES, change: ready("dep.status == 'a"), says: /can't read/ },
    "a bracket that does not end": { ...RELEASES, change: ready("has(dep.status") },
    "two values side by side": { ...RELEASES, change: ready("has(dep.status)x") },
    nothing: { ...RELEASES, change: ready("") },
    "a kind that is written otherwise": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").healthCheckExprs = [{ apiVersion: "apps/v1", kind: "Deploymen", current: "true" }];
      },
      says: /decides nothing/,
      severity: "warning",
    },
  },
  silent: {
    "the bundle's": RELEASES,
    "a word between two values": { ...RELEASES, change: ready("'a' in dep.status && size(dep.status) > 0") },
    "a kind that comes later": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").healthCheckExprs = [{ apiVersion: "a/v1", kind: "Other", current: "true" }];
      },
    },
  },
});
