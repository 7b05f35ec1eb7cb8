/** Nothing that is awaited needs something that comes behind it. */
import { producerAfterConsumer } from "../../../../src/rules/order/sequence/producer-after-consumer.ts";
import { describeOrderRule } from "../../order-cases.ts";

const WAVE = "argocd.argoproj.io/sync-wave";
const HOOK = "argocd.argoproj.io/hook";
const SECRET = { apiVersion: "v1", kind: "Secret", metadata: { name: "certctl-more", namespace: "certctl" } };

describeOrderRule(producerAfterConsumer, {
  reports: {
    "agents before the Job that grants the role of their key": {
      change: (bundle) => bundle.annotate(bundle.workload("enroll"), { "argocd.argoproj.io/sync-wave": "20" }),
      says: /the Job that grants/,
      kind: "DaemonSet",
    },
    "a migration before the Job that sets the password": {
      change: (bundle) => bundle.annotate(bundle.workload("credentials"), { "argocd.argoproj.io/sync-wave": "-15" }),
      says: /the Job that sets the password/,
    },
    "a migration at PreSync": {
      change: (bundle) => bundle.annotate(bundle.workload("migrate"), { [HOOK]: "PreSync" }),
      says: /^it is awaited in PreSync wave -20, before the ServiceAccount and the database .* never completes/,
      at: `/metadata/annotations/${HOOK}`,
      kind: "Job",
    },
    "a database behind the migration": {
      change: (bundle) => bundle.annotate(bundle.workload("database"), { [WAVE]: "-10" }),
      says: /^it is awaited in wave -20, before the database that it needs is applied/,
      at: `/metadata/annotations/${WAVE}`,
      kind: "Job",
    },
    "a Service of the database behind the migration": {
      change: (bundle) => bundle.annotate(bundle.object("Service", "certctl-database"), { [WAVE]: "0" }),
      says: /the database/,
    },
    "a Secret behind the servers that read it": {
      change: (bundle) => {
        bundle.applier().resources.push({ ...SECRET, metadata: { ...SECRET.metadata, annotations: { [WAVE]: "20" } } });
        bundle.workload("server").spec.template.spec.containers[0].envFrom = [{ secretRef: { name: "certctl-more" } }];
      },
      says: /^it is awaited in wave 0, before the Secret that it needs is applied: it never gets ready/,
    },
    "an enrolment that calls the server before it is there": {
      change: (bundle) => bundle.annotate(bundle.workload("enroll"), { [WAVE]: "-1" }),
      says: /before the server that it needs is applied/,
    },
    "a pre-install hook that needs an account of its own release": {
      way: "helm-releases",
      change: (bundle) => bundle.move(bundle.object("ServiceAccount", "certctl-server"), "server"),
      says: /^it is awaited as a pre-install hook, before the ServiceAccount that it needs is applied/,
      at: "/metadata/annotations/helm.sh/hook",
    },
    "an account that is a hook of a higher weight": {
      way: "helm-releases",
      change: (bundle) => {
        const account = bundle.object("ServiceAccount", "certctl-server");
        bundle.move(account, "server");
        bundle.annotate(account, { "helm.sh/hook": "pre-install,pre-upgrade", "helm.sh/hook-weight": "-1" });
      },
    },
    "a rendered chart with a migration before its database": {
      way: "objects",
      change: (bundle) => {
        for (const object of bundle.all) delete object.metadata.annotations;
        bundle.annotate(bundle.workload("migrate"), { "helm.sh/hook": "pre-install,pre-upgrade" });
      },
      says: /the ServiceAccount and the database .* Argo CD makes it a PreSync hook, with the same end$/,
    },
    "a hook in a Namespace of its own release": {
      way: "helm-releases",
      change: (bundle) => bundle.move(bundle.object("Namespace", "certctl"), "server"),
      says: /before the Namespace that it needs is applied/,
      times: 3,
    },
    "a Kustomization with an account that comes behind it": {
      way: "kustomizations",
      change: (bundle) => bundle.move(bundle.object("ServiceAccount", "certctl-database"), "credentials"),
      says: /^what applies it is awaited, before the ServiceAccount/,
      kind: "StatefulSet",
    },
  },
  silent: {
    "a hook in a Namespace that Flux makes": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.move(bundle.object("Namespace", "certctl"), "server");
        bundle.spec("server").install.createNamespace = true;
        delete bundle.spec("server").dependsOn;
      },
    },
    "a circle of releases": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("data").dependsOn = [{ name: "certctl-c-server" }];
      },
    },
    "Secrets that the migration needs in a wave before it": (bundle) => {
      bundle.applier().resources.push({ ...SECRET, metadata: { ...SECRET.metadata, annotations: { [WAVE]: "-41" } } });
      bundle.workload("migrate").spec.template.spec.containers[0].envFrom = [{ secretRef: { name: "certctl-more" } }];
    },
    "a Secret that a later one may give": (bundle) => {
      bundle.applier().resources.push({ ...SECRET, metadata: { ...SECRET.metadata, annotations: { [WAVE]: "20" } } });
      bundle.workload("migrate").spec.template.spec.containers[0].envFrom = [
        { secretRef: { name: "certctl-more", optional: true } },
      ];
    },
    "an account that is a hook of a lower weight": {
      way: "helm-releases",
      change: (bundle) => {
        const account = bundle.object("ServiceAccount", "certctl-server");
        bundle.move(account, "server");
        bundle.annotate(account, { "helm.sh/hook": "pre-install,pre-upgrade", "helm.sh/hook-weight": "-30" });
      },
    },
    "an account in a Kustomization before": {
      way: "kustomizations",
      change: (bundle) => bundle.move(bundle.object("ServiceAccount", "certctl-database"), "config"),
    },
    "a Kustomization that waits for nothing": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.move(bundle.object("ServiceAccount", "certctl-database"), "credentials");
        bundle.spec("database").wait = false;
      },
    },
    "a Namespace behind its pods, which Argo CD makes first": (bundle) =>
      bundle.annotate(bundle.object("Namespace", "certctl"), { [WAVE]: "5" }),
    "a CronJob before its account": (bundle) => {
      const { spec, ...job } = structuredClone(bundle.workload("credentials"));
      const account = { serviceAccountName: "late", containers: [] };
      bundle.applier().resources.push(
        {
          ...job,
          kind: "CronJob",
          metadata: { ...job.metadata, name: "backup" },
          spec: { jobTemplate: { spec: { template: { spec: account } } } },
        },
        {
          apiVersion: "v1",
          kind: "ServiceAccount",
          metadata: { name: "late", namespace: "certctl", annotations: { [WAVE]: "7" } },
        },
      );
    },
    "objects that nobody says how to apply": {
      way: "objects",
      change: (bundle) => {
        for (const object of bundle.all) delete object.metadata.annotations;
      },
    },
  },
});
