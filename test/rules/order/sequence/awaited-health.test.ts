/** Waves end. */
import { awaitedHealth } from "../../../../src/rules/order/sequence/awaited-health.ts";
import type { Loose } from "../../bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const object = (apiVersion: string, kind: string, wave: string, rest: object = {}): Loose => ({
  apiVersion,
  kind,
  metadata: { name: "x", namespace: "certctl", annotations: { "argocd.argoproj.io/sync-wave": wave } },
  ...rest,
});
const adds =
  (...objects: Loose[]) =>
  (bundle: { applier: () => { resources: Loose[] } }): void => {
    bundle.applier().resources.push(...structuredClone(objects));
  };

describeOrderRule(awaitedHealth, {
  reports: {
    "an Ingress in the servers' wave": {
      change: adds(object("networking.k8s.io/v1", "Ingress", "0")),
      severity: "warning",
      says: /hangs/,
    },
    "a load balancer in the servers' wave": {
      change: (bundle) => {
        bundle.object("Service", "certctl-server").spec.type = "LoadBalancer";
      },
      at: "/spec/type",
    },
    "an autoscaler in the servers' wave": {
      change: adds(object("autoscaling/v2", "HorizontalPodAutoscaler", "0")),
      says: /Degraded/,
    },
    "an Application in a wave before others": {
      change: adds(object("argoproj.io/v1alpha1", "Application", "0")),
      severity: "warning",
      says: /#4577/,
    },
    "a paused Deployment": {
      change: (bundle) => {
        bundle.workload("server").spec.paused = true;
      },
      severity: "error",
      at: "/spec/paused",
    },
    "a suspended Job": {
      change: (bundle) => {
        bundle.workload("credentials").spec.suspend = true;
      },
      says: /for ever$/,
    },
    "a suspended Job that Flux counts as ready": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.workload("credentials").spec.suspend = true;
      },
      says: /^Flux counts/,
      severity: "error",
    },
    "a SealedSecret that Flux does not look into": {
      way: "kustomizations",
      change: adds(object("bitnami.com/v1alpha1", "SealedSecret", "0")),
      says: /before its Secret exists/,
    },
  },
  silent: {
    "an Application whose health Argo CD was told of": (bundle) => {
      adds(object("argoproj.io/v1alpha1", "Application", "0"))(bundle);
      const data = { "resource.customizations.health.argoproj.io_Application": "return {}" };
      bundle.others.push(object("v1", "ConfigMap", "0", { data }));
    },
    "a suspended migration, which another rule tells": (bundle) => {
      bundle.workload("migrate").spec.suspend = true;
    },
    "an Ingress in the last wave": adds(object("networking.k8s.io/v1", "Ingress", "10")),
    "an Ingress in a Kustomization, which is ready at once": {
      way: "kustomizations",
      change: adds(object("networking.k8s.io/v1", "Ingress", "0")),
    },
    "a paused Deployment in the last wave": adds(object("apps/v1", "Deployment", "10", { spec: { paused: true } })),
    "a SealedSecret in Argo CD, which knows it": adds(object("bitnami.com/v1alpha1", "SealedSecret", "0")),
    "a SealedSecret with an expression": {
      way: "kustomizations",
      change: (bundle) => {
        adds(object("bitnami.com/v1alpha1", "SealedSecret", "0"))(bundle);
        bundle.spec().healthCheckExprs = [
          { apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret", current: "true" },
        ];
      },
    },
    "a suspended Job that nothing waits for": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.workload("credentials").spec.suspend = true;
        bundle.spec("credentials").wait = false;
      },
    },
  },
});
