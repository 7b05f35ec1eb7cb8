/** One migration at a time. */
import { migrationsRace } from "../../../../src/rules/coherence/migrations/migrations-race.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const release = (tag: string) => (bundle: Bundle) => {
  bundle.container("server").image = `ghcr.io/certctl-io/certctl-server:${tag}`;
};
const boot = { profile: "ha", migrations: "boot" };
const withInit = (bundle: Bundle) => {
  bundle.pod("server").initContainers = structuredClone(bundle.pod("migrate").containers);
};

describeRule(migrationsRace, {
  reports: {
    "three servers of a release without a lock": {
      settings: boot,
      change: release("v2.1.0"),
      says: /v2.1.0 takes no lock/,
      at: "/spec/template/spec/containers/0/image",
      severity: "error",
    },
    "servers that an autoscaler adds": {
      settings: { profile: "dev" },
      change: (bundle) => {
        release("v2.1.0")(bundle);
        bundle.add({
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: { name: "a", namespace: "certctl" },
          spec: { scaleTargetRef: { kind: "Deployment", name: "certctl-server" }, maxReplicas: 3 },
        });
      },
    },
    "an init container beside a Job": {
      change: withInit,
      says: /init container of the servers/,
      at: "/spec/template/spec/initContainers/0",
      severity: "warning",
    },
  },
  silent: {
    "servers of a release with a lock": { settings: boot },
    "one server": { settings: { profile: "dev" }, change: release("v2.1.0") },
    "a release that is not known": { settings: boot, change: release("latest") },
    "an init container in place of the Job": (bundle) => {
      withInit(bundle);
      bundle.remove(bundle.workload("migrate"));
    },
  },
});
