/** A claim and its consumer stand together. */
import { claimBeforeConsumer } from "../../../../src/rules/order/sequence/claim-before-consumer.ts";
import type { Loose } from "../../bundle.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const claim = (wave: string, spec: object = {}): Loose => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data", namespace: "certctl", annotations: { "argocd.argoproj.io/sync-wave": wave } },
  spec: { accessModes: ["ReadWriteOnce"], ...spec },
});
const mount = (bundle: OrderBundle): void => {
  bundle
    .workload("database")
    .spec.template.spec.volumes.push({ name: "more", persistentVolumeClaim: { claimName: "data" } });
};
const ofClass = (mode: string): Loose => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "fast" },
  volumeBindingMode: mode,
});
const BACKUP: Loose = {
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "backup", namespace: "certctl", annotations: { "argocd.argoproj.io/sync-wave": "-20" } },
  spec: {
    jobTemplate: {
      spec: {
        template: { spec: { volumes: [{ name: "d", persistentVolumeClaim: { claimName: "data" } }], containers: [] } },
      },
    },
  },
};

describeOrderRule(claimBeforeConsumer, {
  reports: {
    "a claim in a wave before": {
      change: (bundle) => {
        bundle.applier().resources.push(claim("-31"));
        mount(bundle);
      },
      severity: "warning",
      says: /most storage classes/,
      at: "/metadata/annotations/argocd.argoproj.io/sync-wave",
    },
    "a claim of a class that waits for the pod": {
      change: (bundle) => {
        bundle.applier().resources.push(claim("-31", { storageClassName: "fast" }));
        bundle.others.push(ofClass("WaitForFirstConsumer"));
        mount(bundle);
      },
      severity: "error",
    },
    "a claim in a Kustomization before": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.applier("config").resources.push(claim("0"));
        mount(bundle);
      },
    },
    "a claim in a Kustomization that the one with the releases depends on": {
      way: "helm-releases",
      change: (bundle) => {
        const { by } = bundle.applier("c");
        const storage = { ...by, metadata: { ...by.metadata, name: "storage" }, spec: { ...by.spec, wait: true } };
        bundle.appliers.push({ kind: "kustomization", by: storage, resources: [claim("0")] });
        by.spec.dependsOn = [{ name: "storage" }];
        mount(bundle);
      },
      kind: "PersistentVolumeClaim",
    },
    "a claim that only a CronJob mounts": (bundle) => {
      bundle.applier().resources.push(claim("-20"), structuredClone(BACKUP));
    },
  },
  silent: {
    "a claim in the same wave": (bundle) => {
      bundle.applier().resources.push(claim("-30"));
      mount(bundle);
    },
    "a claim in the last wave that only a CronJob mounts": (bundle) => {
      bundle.applier().resources.push(claim("50"), structuredClone(BACKUP));
    },
    "a claim of a class that binds at once": (bundle) => {
      bundle.applier().resources.push(claim("-31", { storageClassName: "fast" }));
      bundle.others.push(ofClass("Immediate"));
      mount(bundle);
    },
    "a claim of a volume that is there": (bundle) => {
      bundle.applier().resources.push(claim("-31", { volumeName: "disk-1" }));
      mount(bundle);
    },
    "a claim that nobody mounts": (bundle) => {
      bundle.applier().resources.push(claim("-31"));
    },
    "a claim of the same Kustomization": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.applier("database").resources.push(claim("0"));
        mount(bundle);
      },
    },
    "a Kustomization that waits for nothing": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.applier("config").resources.push(claim("0"));
        bundle.spec("config").wait = false;
        mount(bundle);
      },
    },
  },
});
