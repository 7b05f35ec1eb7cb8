/** Dependencies lead somewhere. */
import { dependencyExists } from "../../../../src/rules/order/flux/dependency-exists.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(dependencyExists, {
  reports: {
    "a name that nothing has": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").dependsOn[0].name = "certctl-migration";
      },
      severity: "warning",
      at: "/spec/dependsOn/0",
    },
    "another namespace": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.applier("data").by.metadata.namespace = "data";
      },
      says: /in another namespace/,
      severity: "error",
    },
    "a namespace that is wrong": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("server").dependsOn[0].namespace = "data";
      },
      at: "/spec/dependsOn/0/namespace",
    },
    "a release that depends on a Kustomization": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("data").dependsOn = [{ name: "certctl-c" }];
      },
      says: /^a HelmRelease can depend on a HelmRelease only/,
    },
  },
  silent: {
    "a release in a namespace that is said": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.applier("data").by.metadata.namespace = "data";
        bundle.spec("server").dependsOn[0].namespace = "data";
      },
    },
    "a Kustomization that is applied by another one": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.others.push({
          apiVersion: "kustomize.toolkit.fluxcd.io/v1",
          kind: "Kustomization",
          metadata: { name: "infrastructure", namespace: "flux-system" },
          spec: {},
        });
        bundle.spec("config").dependsOn = [{ name: "infrastructure" }];
      },
    },
  },
});
