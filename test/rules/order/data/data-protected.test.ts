/** Data stays. */
import { dataProtected } from "../../../../src/rules/order/data/data-protected.ts";
import type { Loose } from "../../bundle.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const OPTIONS = "argocd.argoproj.io/sync-options";
const unprotected = (bundle: OrderBundle): void => {
  for (const object of [bundle.workload("database"), bundle.object("Namespace", "certctl")]) {
    bundle.annotate(object, {
      [OPTIONS]: undefined,
      "helm.sh/resource-policy": undefined,
      "kustomize.toolkit.fluxcd.io/prune": undefined,
    });
  }
};
const object = (apiVersion: string, kind: string): Loose => ({
  apiVersion,
  kind,
  metadata: { name: "x", namespace: "certctl" },
  spec: {},
});

describeOrderRule(dataProtected, {
  reports: {
    "an Application that prunes and deletes": {
      change: unprotected,
      times: 2,
      says: /^when it leaves Git or when the Application is deleted, it is deleted, and/,
      severity: "warning",
    },
    "an Application that is deleted with what it made": {
      change: (bundle) => {
        unprotected(bundle);
        delete bundle.spec().syncPolicy.automated;
        bundle.annotate(bundle.object("Namespace", "certctl"), { "helm.sh/resource-policy": "keep" });
      },
      says: /^when the Application is deleted, it is deleted, and the database stops$/,
    },
    "an Application that prunes a claim": {
      change: (bundle) => {
        bundle.applier().resources.push(object("v1", "PersistentVolumeClaim"));
        bundle.applier().by.metadata.finalizers = [];
      },
      says: /^when it leaves Git, it is deleted, and the data with it$/,
    },
    "a Kustomization that prunes": { way: "kustomizations", change: unprotected, times: 2 },
    "a chart": { way: "helm-releases", change: unprotected, times: 2 },
    "a CloudNativePG Cluster": {
      way: "kustomizations",
      change: (bundle) => bundle.applier("database").resources.push(object("postgresql.cnpg.io/v1", "Cluster")),
      says: /its volumes with it/,
    },
  },
  silent: {
    "an Application that neither prunes nor deletes": (bundle) => {
      unprotected(bundle);
      delete bundle.spec().syncPolicy.automated.prune;
      bundle.applier().by.metadata.finalizers = [];
    },
    "an Application that asks before": (bundle) => {
      unprotected(bundle);
      bundle.spec().syncPolicy.syncOptions = ["Prune=confirm", "Delete=confirm"];
    },
    "a Kustomization that does not prune": {
      way: "kustomizations",
      change: (bundle) => {
        unprotected(bundle);
        for (const name of ["config", "database"]) bundle.spec(name).prune = false;
      },
    },
    "the namespace of something else": (bundle) =>
      bundle.applier().resources.push({ apiVersion: "v1", kind: "Namespace", metadata: { name: "other" } }),
    "objects that nobody hands over": { way: "objects", change: unprotected },
  },
});
