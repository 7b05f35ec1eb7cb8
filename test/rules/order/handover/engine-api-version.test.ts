/** Engines read their own objects. */
import { engineApiVersion } from "../../../../src/rules/order/handover/engine-api-version.ts";
import type { Loose } from "../../bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const object = (apiVersion: string, kind: string): Loose => ({ apiVersion, kind, metadata: { name: "x" }, spec: {} });

describeOrderRule(engineApiVersion, {
  reports: {
    "a release of an old Flux": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.applier("server").by.apiVersion = "helm.toolkit.fluxcd.io/v2beta2";
      },
      at: "/apiVersion",
      says: /^Flux 2\.8 and later/,
    },
    "an old Alert": (bundle) => bundle.others.push(object("notification.toolkit.fluxcd.io/v1beta2", "Alert")),
    "an Application of a version that never was": (bundle) => {
      bundle.applier().by.apiVersion = "argoproj.io/v1";
    },
  },
  silent: {
    "an Alert": (bundle) => bundle.others.push(object("notification.toolkit.fluxcd.io/v1beta3", "Alert")),
    "an Argo Workflow": (bundle) => bundle.others.push(object("argoproj.io/v1beta1", "Workflow")),
    "another group's beta": (bundle) =>
      bundle.others.push(object("source.extensions.fluxcd.io/v1beta1", "ArtifactGenerator")),
  },
});
