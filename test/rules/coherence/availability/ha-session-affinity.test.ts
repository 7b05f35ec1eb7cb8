/** Clients that stay with a server. */
import { haSessionAffinity } from "../../../../src/rules/coherence/availability/ha-session-affinity.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const service = (bundle: Bundle) => bundle.object("Service", "certctl-server");

describeRule(haSessionAffinity, {
  reports: {
    "three servers without": {
      change: (bundle) => delete service(bundle).spec.sessionAffinity,
      says: /^3 servers without session affinity/,
      at: "/spec",
      severity: "error",
    },
    None: {
      change: (bundle) => {
        service(bundle).spec.sessionAffinity = "None";
      },
      at: "/spec/sessionAffinity",
    },
    "a second Service": (bundle) => {
      const other = structuredClone(service(bundle));
      other.metadata.name = "public";
      delete other.spec.sessionAffinity;
      bundle.add(other);
    },
    "servers that an autoscaler adds": {
      settings: { profile: "dev" },
      change: (bundle) =>
        bundle.add({
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: { name: "a", namespace: "certctl" },
          spec: { scaleTargetRef: { kind: "Deployment", name: "certctl-server" }, maxReplicas: 5 },
        }),
      says: /^5 servers/,
    },
    "two Deployments behind one Service": {
      settings: { profile: "dev" },
      change: (bundle) => {
        const other = structuredClone(bundle.workload("server"));
        other.metadata.name = "other";
        bundle.add(other);
      },
      says: /^2 servers/,
    },
  },
  silent: {
    ClientIP: {},
    "one server": { settings: { profile: "dev" } },
    "a headless Service": (bundle) => {
      const other = structuredClone(service(bundle));
      other.metadata.name = "pods";
      other.spec.clusterIP = "None";
      delete other.spec.sessionAffinity;
      bundle.add(other);
    },
    "the database's Service": (bundle) => {
      bundle.workload("database").spec.replicas = 2;
    },
  },
});
