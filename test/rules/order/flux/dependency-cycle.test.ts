/** No circles. */
import { dependencyCycle } from "../../../../src/rules/order/flux/dependency-cycle.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(dependencyCycle, {
  reports: {
    "two releases": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("data").dependsOn = [{ name: "certctl-c-server" }];
      },
      says: /-data depends on .*-server depends on .*-data: none/,
      at: "/spec/dependsOn",
    },
    "all Kustomizations": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("config").dependsOn = [{ name: "certctl-c-agent" }];
      },
    },
    "one that depends on itself": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("config").dependsOn = [{ name: "certctl-c-config" }];
      },
      says: /-config depends on .*-config: none/,
    },
  },
  silent: {
    "two ways to the same one": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").dependsOn.push({ name: "certctl-c-config" });
      },
    },
    "the same name in another namespace": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("data").dependsOn = [{ name: "certctl-c-server", namespace: "other" }];
      },
    },
  },
});
