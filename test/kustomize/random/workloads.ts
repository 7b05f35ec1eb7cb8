/** Random objects that run pods. */
import type { Chance } from "./chance.ts";
import { labelsOf, nameOf } from "./names.ts";
import { maybe, podSpec, podTemplate } from "./pods.ts";
import { mapOf, Plain, type Yaml, type YamlMap } from "./yaml-value.ts";

/** Everything of an object but its metadata. */
export type Body = (chance: Chance) => YamlMap;

const replicas = (chance: Chance): Yaml | undefined =>
  maybe(chance, 0.6, () => (chance.is(0.05) ? chance.pick<Yaml>([null, "2", new Plain("1_0")]) : chance.below(4)));

const workload =
  (apiVersion: string, kind: string, more: (chance: Chance) => Readonly<Record<string, Yaml | undefined>>): Body =>
  (chance) => {
    const labels = labelsOf(chance);
    return {
      apiVersion,
      kind,
      spec: mapOf({
        ...more(chance),
        selector: maybe(chance, 0.8, () => ({ matchLabels: chance.is(0.8) ? labels : labelsOf(chance) })),
        template: podTemplate(chance, labels),
      }),
    };
  };

const deployment = workload("apps/v1", "Deployment", (chance) => ({
  replicas: replicas(chance),
  strategy: maybe(chance, 0.15, () => ({
    type: "RollingUpdate",
    rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 },
  })),
}));

const statefulSet = workload("apps/v1", "StatefulSet", (chance) => ({
  replicas: replicas(chance),
  serviceName: maybe(chance, 0.7, () => nameOf(chance)),
  volumeClaimTemplates: maybe(chance, 0.4, () => [
    {
      metadata: mapOf({ name: "data", labels: maybe(chance, 0.3, () => labelsOf(chance)) }),
      spec: mapOf({ accessModes: ["ReadWriteOnce"], storageClassName: maybe(chance, 0.5, () => nameOf(chance)) }),
    },
  ]),
}));

const replicationController: Body = (chance) => {
  const labels = labelsOf(chance);
  return {
    apiVersion: "v1",
    kind: "ReplicationController",
    spec: mapOf({ replicas: replicas(chance), selector: labels, template: podTemplate(chance, labels) }),
  };
};

const job = (chance: Chance): YamlMap => {
  const labels = labelsOf(chance);
  return mapOf({
    backoffLimit: maybe(chance, 0.3, () => 2),
    selector: maybe(chance, 0.1, () => ({ matchLabels: labels })),
    template: podTemplate(chance, labels),
  });
};

const cronJob: Body = (chance) => ({
  apiVersion: chance.pick(["batch/v1", "batch/v1", "batch/v1beta1"]),
  kind: "CronJob",
  spec: {
    schedule: chance.pick(["*/5 * * * *", "@daily"]),
    jobTemplate: mapOf({ metadata: maybe(chance, 0.2, () => ({ labels: labelsOf(chance) })), spec: job(chance) }),
  },
});

export const WORKLOADS: readonly (readonly [number, Body])[] = [
  [24, deployment],
  [8, statefulSet],
  [5, workload("apps/v1", "DaemonSet", () => ({}))],
  [2, workload("apps/v1", "ReplicaSet", (chance) => ({ replicas: replicas(chance) }))],
  [2, workload("extensions/v1beta1", "Deployment", (chance) => ({ replicas: replicas(chance) }))],
  [2, replicationController],
  [4, (chance) => ({ apiVersion: "batch/v1", kind: "Job", spec: job(chance) })],
  [4, cronJob],
  [4, (chance) => ({ apiVersion: "v1", kind: "Pod", spec: podSpec(chance, labelsOf(chance)) })],
  [1, (chance) => ({ apiVersion: "v1", kind: "PodTemplate", template: podTemplate(chance, labelsOf(chance)) })],
];
