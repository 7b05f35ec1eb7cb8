/** One commit, in order. */
import { dependencyLockStep } from "../../../../src/rules/order/flux/dependency-lock-step.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(dependencyLockStep, {
  reports: {
    "a release that asks for any version": {
      way: "helm-releases",
      change: (bundle) => {
        delete bundle.spec("server").dependsOn[0].readyExpr;
      },
      says: /not with which version/,
      severity: "warning",
      at: "/spec/dependsOn/0",
    },
    "a release that asks for another version": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.applier("data").chartVersion = "0.1.0-h000000000000";
      },
      says: /^it waits for chart version 0\.1\.0-h[0-9a-f]+, but .* has 0\.1\.0-h000000000000: it never begins$/,
      severity: "error",
      at: "/spec/dependsOn/0/readyExpr",
    },
    "a release that asks for exactly the version that Flux makes longer": {
      way: "helm-releases",
      change: (bundle) => {
        const version = bundle.applier("data").chartVersion;
        bundle.spec("server").dependsOn[0].readyExpr = `dep.status.history[0].chartVersion == '${version}'`;
      },
      says: /^Flux appends/,
    },
    "Kustomizations of two sources": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").sourceRef = { kind: "GitRepository", name: "other" };
      },
      says: /different sources/,
      times: 2,
    },
  },
  silent: {
    "an operator that certctl needs": {
      way: "helm-releases",
      change: (bundle) => {
        const { by } = bundle.applier("data");
        const operator = { ...by, metadata: { ...by.metadata, name: "operator" }, spec: {} };
        bundle.appliers.push({ kind: "helm-release", by: operator, resources: [] });
        bundle.spec("data").dependsOn = [{ name: "operator" }];
      },
    },
    "exactly the version of a chart without files of values": {
      way: "helm-releases",
      change: (bundle) => {
        const version = bundle.applier("data").chartVersion;
        delete bundle.spec("data").chart.spec.valuesFiles;
        bundle.spec("server").dependsOn[0].readyExpr = `dep.status.history[0].chartVersion == "${version}"`;
      },
    },
    "the same source with its namespace and without": {
      way: "kustomizations",
      change: (bundle) => {
        delete bundle.spec("server").sourceRef.namespace;
      },
    },
  },
});
