/** Cases of what can't be changed, and of what is another object under another name. */
import type { OrderBundle } from "../../rules/order-bundle.ts";
import type { Cases } from "./case.ts";

const CLAIM = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { namespace: "certctl", name: "dumps" },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } } },
};
const BINDING = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { namespace: "certctl", name: "readers" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "a" },
  subjects: [],
};
const SETTINGS = {
  apiVersion: "v1",
  kind: "ConfigMap",
  immutable: true,
  metadata: { namespace: "certctl", name: "settings" },
  data: { a: "1" },
};

function withObject(object: object): (bundle: OrderBundle) => void {
  return (bundle) => {
    bundle.applier().resources.push(structuredClone(object));
  };
}

export const IMMUTABLE: Readonly<Record<string, Cases>> = {
  "immutable-field": {
    told: {
      "a Deployment's selector": {
        at: "/spec/selector",
        change(bundle) {
          bundle.workload("server").spec.selector.matchLabels.a = "b";
        },
      },
      "the governing Service of a StatefulSet": {
        at: "/spec/serviceName",
        change(bundle) {
          bundle.workload("database").spec.serviceName = "other";
        },
      },
      "the size in a claim template": {
        at: "/spec/volumeClaimTemplates",
        change(bundle) {
          bundle.workload("database").spec.volumeClaimTemplates[0].spec.resources.requests.storage = "20Gi";
        },
      },
      "a Deployment that Flux is told to force": {
        way: "kustomizations",
        level: "caution",
        says: /force/,
        both: (bundle) =>
          bundle.annotate(bundle.workload("server"), { "kustomize.toolkit.fluxcd.io/force": "enabled" }),
        change(bundle) {
          bundle.workload("server").spec.selector.matchLabels = { "app.kubernetes.io/component": "server" };
        },
      },
      "a StatefulSet that Flux is told to force": {
        way: "kustomizations",
        says: /force/,
        both: (bundle) =>
          bundle.annotate(bundle.workload("database"), { "kustomize.toolkit.fluxcd.io/force": "enabled" }),
        change(bundle) {
          bundle.workload("database").spec.podManagementPolicy = "Parallel";
        },
      },
      "the class of a claim": {
        at: "/spec/storageClassName",
        both: withObject(CLAIM),
        change(bundle) {
          bundle.object("PersistentVolumeClaim").spec.storageClassName = "fast";
        },
      },
      "the address of a Service": {
        at: "/spec/clusterIP",
        change(bundle) {
          bundle.object("Service", "certctl-server").spec.clusterIP = "None";
        },
      },
      "the role of a binding": {
        at: "/roleRef",
        both: withObject(BINDING),
        change(bundle) {
          bundle.object("RoleBinding").roleRef.name = "b";
        },
      },
      "an immutable ConfigMap": {
        at: "/data",
        both: withObject(SETTINGS),
        change(bundle) {
          bundle.object("ConfigMap", "settings").data.a = "2";
        },
      },
    },
    silent: {
      "the fields of a StatefulSet that may change": {
        also: [],
        change(bundle) {
          const { spec } = bundle.workload("database");
          spec.updateStrategy = { type: "RollingUpdate", rollingUpdate: { partition: 0 } };
          spec.minReadySeconds = 5;
          spec.podManagementPolicy = "OrderedReady";
          spec.template.spec.terminationGracePeriodSeconds = 120;
        },
      },
      "a claim that grows": {
        also: [],
        both: withObject(CLAIM),
        change(bundle) {
          bundle.object("PersistentVolumeClaim").spec.resources.requests.storage = "10Gi";
        },
      },
      "a headless Service that keeps its address where none is written": {
        before(bundle) {
          bundle.object("Service", "certctl-server").spec.clusterIP = "None";
        },
      },
      "a ConfigMap that becomes immutable": {
        both: withObject(SETTINGS),
        before(bundle) {
          bundle.object("ConfigMap", "settings").immutable = false;
        },
      },
    },
  },
  "job-changed": {
    told: {
      "a Job that is no hook": {
        at: "/spec/template",
        both(bundle) {
          const job = bundle.workload("enroll");
          bundle.annotate(job, { "argocd.argoproj.io/hook": undefined });
        },
        change(bundle) {
          bundle.workload("enroll").spec.template.spec.priorityClassName = "high";
        },
      },
      "one of a Kustomization that is not forced": {
        way: "kustomizations",
        both: (bundle) =>
          bundle.annotate(bundle.workload("migrate"), { "kustomize.toolkit.fluxcd.io/force": undefined }),
        change(bundle) {
          bundle.workload("migrate").spec.template.spec.priorityClassName = "high";
        },
      },
    },
    silent: {
      "a hook of Argo CD": {
        also: [],
        change(bundle) {
          bundle.workload("migrate").spec.template.spec.priorityClassName = "high";
        },
      },
      "a Job that Flux replaces": {
        way: "kustomizations",
        also: [],
        change(bundle) {
          bundle.workload("migrate").spec.template.spec.priorityClassName = "high";
        },
      },
      "a hook of Helm": {
        way: "helm-releases",
        also: [],
        change(bundle) {
          bundle.workload("migrate").spec.template.spec.priorityClassName = "high";
        },
      },
      "a Job whose deadline changes": {
        both(bundle) {
          bundle.annotate(bundle.workload("enroll"), { "argocd.argoproj.io/hook": undefined });
        },
        change(bundle) {
          bundle.workload("enroll").spec.activeDeadlineSeconds = 900;
        },
      },
    },
  },
  "volume-shrunk": {
    told: {
      "a claim that asks for less": {
        both: withObject(CLAIM),
        at: "/spec/resources/requests/storage",
        change(bundle) {
          bundle.object("PersistentVolumeClaim").spec.resources.requests.storage = "1000Mi";
        },
      },
    },
    silent: {
      "the same size in other words": {
        both: withObject(CLAIM),
        also: [],
        change(bundle) {
          bundle.object("PersistentVolumeClaim").spec.resources.requests.storage = "5120Mi";
        },
      },
    },
  },
  "object-renamed": {
    told: {
      "the database": {
        says: /another database/,
        renames: { "StatefulSet certctl-database": "certctl-postgres" },
        change(bundle) {
          bundle.workload("database").metadata.name = "certctl-postgres";
        },
      },
      "the agents' namespace": {
        says: /Namespace/,
        renames: { "Namespace certctl-agents": "certctl-nodes" },
        change(bundle) {
          bundle.object("Namespace", "certctl-agents").metadata.name = "certctl-nodes";
        },
      },
      "a claim": {
        both: withObject(CLAIM),
        renames: { "PersistentVolumeClaim dumps": "backups" },
        change(bundle) {
          bundle.object("PersistentVolumeClaim").metadata.name = "backups";
        },
      },
      "a Service": {
        level: "caution",
        renames: { "Service certctl-server": "certctl-web" },
        change(bundle) {
          bundle.object("Service", "certctl-server").metadata.name = "certctl-web";
        },
      },
    },
    silent: {
      "a generated ConfigMap": {
        settingsAfter: { profile: "ha", server: { logLevel: "debug" } },
        also: [],
      },
      "a Deployment": {
        renames: { "Deployment certctl-server": "certctl-api" },
        change(bundle) {
          bundle.workload("server").metadata.name = "certctl-api";
        },
      },
    },
  },
};
