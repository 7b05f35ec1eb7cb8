/**
 * Where labels and annotations lie: kustomize's own tables.
 * Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/{commonlabels,metadatalabels,commonannotations}.go.
 */
import type { FieldSpec } from "./config.ts";
import { row, rowsBelow } from "./field-spec-rows.ts";

const AFFINITY = "DuringSchedulingIgnoredDuringExecution";

const POD_SELECTORS: readonly string[] = [
  `affinity/podAffinity/preferred${AFFINITY}/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/podAffinity/required${AFFINITY}/labelSelector/matchLabels`,
  `affinity/podAntiAffinity/preferred${AFFINITY}/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/podAntiAffinity/required${AFFINITY}/labelSelector/matchLabels`,
  "topologySpreadConstraints/labelSelector/matchLabels",
];

/** The objects' own labels and those of pod templates and volume claims. */
export const TEMPLATE_LABELS: readonly FieldSpec[] = [
  row("", "metadata/labels", true),
  row("ReplicationController/v1", "spec/template/metadata/labels", true),
  row("Deployment", "spec/template/metadata/labels", true),
  row("ReplicaSet", "spec/template/metadata/labels", true),
  row("DaemonSet", "spec/template/metadata/labels", true),
  row("StatefulSet.apps", "spec/template/metadata/labels", true),
  row("StatefulSet.apps", "spec/volumeClaimTemplates[]/metadata/labels", true),
  row("Job.batch", "spec/template/metadata/labels", true),
  row("CronJob.batch", "spec/jobTemplate/metadata/labels", true),
  row("CronJob.batch", "spec/jobTemplate/spec/template/metadata/labels", true),
];

/** Those above and the selectors. */
export const COMMON_LABELS: readonly FieldSpec[] = [
  row("Service/v1", "spec/selector", true),
  row("ReplicationController/v1", "spec/selector", true),
  row("Deployment", "spec/selector/matchLabels", true),
  ...rowsBelow("Deployment.apps", "spec/template/spec", POD_SELECTORS),
  row("ReplicaSet", "spec/selector/matchLabels", true),
  row("DaemonSet", "spec/selector/matchLabels", true),
  row("StatefulSet.apps", "spec/selector/matchLabels", true),
  ...rowsBelow("StatefulSet.apps", "spec/template/spec", POD_SELECTORS),
  row("Job.batch", "spec/selector/matchLabels"),
  row("CronJob.batch", "spec/jobTemplate/spec/selector/matchLabels"),
  row("PodDisruptionBudget.policy", "spec/selector/matchLabels"),
  row("NetworkPolicy.networking.k8s.io", "spec/podSelector/matchLabels"),
  row("NetworkPolicy.networking.k8s.io", "spec/ingress/from/podSelector/matchLabels"),
  row("NetworkPolicy.networking.k8s.io", "spec/egress/to/podSelector/matchLabels"),
  ...TEMPLATE_LABELS,
];

export const COMMON_ANNOTATIONS: readonly FieldSpec[] = [
  row("", "metadata/annotations", true),
  row("ReplicationController/v1", "spec/template/metadata/annotations", true),
  row("Deployment", "spec/template/metadata/annotations", true),
  row("ReplicaSet", "spec/template/metadata/annotations", true),
  row("DaemonSet", "spec/template/metadata/annotations", true),
  row("StatefulSet", "spec/template/metadata/annotations", true),
  row("Job.batch", "spec/template/metadata/annotations", true),
  row("CronJob.batch", "spec/jobTemplate/metadata/annotations", true),
  row("CronJob.batch", "spec/jobTemplate/spec/template/metadata/annotations", true),
];
