/** What the engines are told. */
import { handoverComplete } from "../../../../src/rules/order/handover/handover-complete.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const without = (field: string) => (bundle: OrderBundle) => {
  delete bundle.spec()[field];
};

describeOrderRule(handoverComplete, {
  reports: {
    "no source": { change: without("source"), says: /no source/, at: "/spec" },
    "a source without a path": (bundle) => {
      delete bundle.spec().source.path;
    },
    "no cluster": {
      change: (bundle) => {
        delete bundle.spec().destination.server;
      },
      says: /no cluster/,
    },
    "a finalizer that nobody knows": {
      change: (bundle) => {
        bundle.applier().by.metadata.finalizers = ["resources-finalizer.argocd.argoproj.io/slow"];
      },
      says: /can't be deleted/,
    },
    "a source without a branch": {
      way: "kustomizations",
      change: (bundle) => {
        delete bundle.object("GitRepository").spec.ref;
      },
      says: /master/,
      severity: "warning",
    },
    "a Kustomization without a spec": {
      way: "kustomizations",
      change: (bundle) => {
        delete bundle.applier("server").by.spec;
      },
      says: /no spec/,
    },
    "a release without a chart": {
      way: "helm-releases",
      change: (bundle) => {
        delete bundle.spec("server").chart;
      },
      says: /no chart/,
    },
  },
  silent: {
    "several sources": (bundle) => {
      const { source } = bundle.spec();
      without("source")(bundle);
      bundle.spec().sources = [source, { repoURL: source.repoURL, ref: "values" }];
    },
    "a cluster by its name": (bundle) => {
      bundle.spec().destination = { name: "c" };
    },
    "finalizers of others": (bundle) => {
      bundle.applier().by.metadata.finalizers = ["example.com/a", "resources-finalizer.argocd.argoproj.io"];
    },
    "a tag": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.object("GitRepository").spec.ref = { tag: "v1" };
      },
    },
  },
});
