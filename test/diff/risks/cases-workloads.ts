/** Cases of replicas, rights, exposure, and of what keeps workloads from harm. */
import type { Loose } from "../../rules/bundle.ts";
import type { OrderBundle } from "../../rules/order-bundle.ts";
import type { Cases } from "./case.ts";
import { containerOf, podOf, setVariable } from "./variables.ts";

const BACKEND = "CERTCTL_RATE_LIMIT_BACKEND";
const RBAC = "rbac.authorization.k8s.io";

function add(...objects: object[]): (bundle: OrderBundle) => void {
  return (bundle) => {
    bundle.applier().resources.push(...(structuredClone(objects) as Loose[]));
  };
}

function role(...rules: object[]): object {
  return { apiVersion: `${RBAC}/v1`, kind: "Role", metadata: { namespace: "certctl", name: "reader" }, rules };
}

const READ = { apiGroups: [""], resources: ["configmaps"], verbs: ["get"] };
const ADMIN = {
  apiVersion: `${RBAC}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name: "all" },
  roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ kind: "ServiceAccount", name: "a", namespace: "b" }],
};

export const WORKLOADS: Readonly<Record<string, Cases>> = {
  "replicas-zero": {
    told: {
      "the servers": {
        says: /No server/,
        at: "/spec/replicas",
        change(bundle) {
          bundle.workload("server").spec.replicas = 0;
        },
      },
      "the database": {
        says: /database/,
        change(bundle) {
          bundle.workload("database").spec.replicas = 0;
        },
      },
    },
    silent: {
      "what was 0 before": {
        also: [],
        both(bundle) {
          bundle.workload("server").spec.replicas = 0;
        },
        change(bundle) {
          bundle.workload("server").spec.minReadySeconds = 1;
        },
      },
    },
  },
  "replicas-one": {
    told: {
      "of three servers": {
        level: "caution",
        change(bundle) {
          bundle.workload("server").spec.replicas = 1;
        },
      },
    },
    silent: {
      "of three servers two": {
        also: [],
        change(bundle) {
          bundle.workload("server").spec.replicas = 2;
        },
      },
    },
  },
  "rate-limit-in-memory": {
    told: {
      "several servers that counted in the database": (bundle) => setVariable(bundle, "server", BACKEND, "memory"),
      "a ConfigMap that says so": {
        settingsAfter: {
          profile: "ha",
          rateLimit: { backend: "memory" },
          accept: [{ rule: "ha-rate-limit-backend", reason: "only for this test" }],
        },
      },
      "a single server that gets company": {
        both: (bundle) => setVariable(bundle, "server", BACKEND, undefined),
        before(bundle) {
          bundle.workload("server").spec.replicas = 1;
        },
      },
    },
    silent: {
      "a single server": {
        also: ["replicas-one"],
        change(bundle) {
          setVariable(bundle, "server", BACKEND, "memory");
          bundle.workload("server").spec.replicas = 1;
        },
      },
    },
  },
  "session-affinity-removed": {
    told: {
      "several servers": {
        level: "caution",
        change(bundle) {
          bundle.object("Service", "certctl-server").spec.sessionAffinity = "None";
        },
      },
    },
    silent: {
      "a single server": {
        also: [],
        both(bundle) {
          bundle.workload("server").spec.replicas = 1;
        },
        change(bundle) {
          bundle.object("Service", "certctl-server").spec.sessionAffinity = "None";
        },
      },
    },
  },
  "privileges-added": {
    told: {
      "a privileged container": {
        change(bundle) {
          const container = containerOf(bundle, "server");
          container.securityContext = { ...container.securityContext, privileged: true };
        },
      },
      "the node's network": {
        at: "/spec/template/spec/hostNetwork",
        change(bundle) {
          podOf(bundle, "server").hostNetwork = true;
        },
      },
      root: {
        level: "caution",
        change(bundle) {
          podOf(bundle, "server").securityContext.runAsNonRoot = false;
        },
      },
    },
    silent: {
      fewer: {
        also: [],
        before(bundle) {
          podOf(bundle, "server").hostNetwork = true;
        },
      },
      "agents that are new, with a folder of their node": {
        also: [],
        before(bundle) {
          const agent = bundle.workload("agent");
          for (const applier of bundle.appliers) applier.resources = applier.resources.filter((one) => one !== agent);
        },
      },
    },
  },
  "pod-security-lowered": {
    told: {
      "baseline in place of restricted": {
        level: "caution",
        says: /lower/,
        change(bundle) {
          bundle.object("Namespace", "certctl").metadata.labels["pod-security.kubernetes.io/enforce"] = "baseline";
        },
      },
    },
    silent: {
      "a higher one": {
        also: [],
        before(bundle) {
          bundle.object("Namespace", "certctl").metadata.labels["pod-security.kubernetes.io/enforce"] = "baseline";
        },
      },
    },
  },
  "rbac-widened": {
    told: {
      "another verb": {
        level: "caution",
        before: add(role(READ)),
        change: add(role({ ...READ, verbs: ["get", "list"] })),
      },
      "all Secrets": { before: add(role(READ)), change: add(role(READ, { ...READ, resources: ["secrets"] })) },
      "an admin of the cluster": { says: /cluster-admin/, change: add(ADMIN) },
    },
    silent: {
      "what was permitted before, said otherwise": {
        also: [],
        before: add(role({ ...READ, verbs: ["*"] })),
        change: add(role(READ, { ...READ, verbs: ["list"] })),
      },
      "a role that is new": { also: [], change: add(role(READ)) },
    },
  },
  exposed: {
    told: {
      "a load balancer": {
        level: "caution",
        at: "/spec/type",
        change(bundle) {
          bundle.object("Service", "certctl-server").spec.type = "LoadBalancer";
        },
      },
      "an Ingress": {
        level: "caution",
        settingsAfter: { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } },
      },
    },
    silent: {
      "an Ingress with the host that it had": {
        settings: { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } },
        also: [],
        change(bundle) {
          bundle.object("Ingress").spec.ingressClassName = "other";
        },
      },
    },
  },
  "network-policy-widened": {
    told: {
      everybody: {
        level: "caution",
        at: "/spec/ingress/0",
        change(bundle) {
          bundle.object("NetworkPolicy", "certctl-database").spec.ingress[0].from = undefined;
        },
      },
      "every namespace": {
        level: "caution",
        change(bundle) {
          bundle.object("NetworkPolicy", "certctl-database").spec.ingress[0].from.push({ namespaceSelector: {} });
        },
      },
    },
    silent: {
      "one peer more": {
        also: [],
        change(bundle) {
          bundle
            .object("NetworkPolicy", "certctl-database")
            .spec.ingress[0].from.push({ podSelector: { matchLabels: { a: "b" } } });
        },
      },
    },
  },
  "probe-removed": {
    told: {
      "the readiness probe": {
        level: "caution",
        says: /readinessProbe/,
        change(bundle) {
          containerOf(bundle, "server").readinessProbe = undefined;
        },
      },
    },
    silent: {
      "another period": {
        also: [],
        change(bundle) {
          containerOf(bundle, "server").readinessProbe.periodSeconds = 7;
        },
      },
    },
  },
  "limit-removed": {
    told: {
      "the limit of memory": {
        level: "caution",
        change(bundle) {
          containerOf(bundle, "server").resources.limits = undefined;
        },
      },
    },
    silent: {
      "a higher one": {
        also: [],
        change(bundle) {
          containerOf(bundle, "server").resources.limits.memory = "2Gi";
        },
      },
    },
  },
  "large-change": {
    told: {
      "a label of all objects": {
        level: "caution",
        change(bundle) {
          for (const one of bundle.all) one.metadata.labels = { ...one.metadata.labels, a: "b" };
        },
      },
    },
    silent: {
      "a label of a few": {
        also: [],
        change(bundle) {
          for (const one of bundle.all.slice(0, 8)) one.metadata.labels = { ...one.metadata.labels, a: "b" };
        },
      },
    },
  },
};
