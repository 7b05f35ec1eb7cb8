/**
 * Where one object names another, so that a rename can follow: kustomize's own table.
 * Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/namereference.go.
 */
import type { FieldSpec, ReferenceRule } from "./config.ts";
import { kindFilter, row, rowPerKind, rowsBelow } from "./field-spec-rows.ts";

const TEMPLATE = "spec/template/spec";
const CRON_TEMPLATE = "spec/jobTemplate/spec/template/spec";
const RBAC = "rbac.authorization.k8s.io";
const ADMISSION = "admissionregistration.k8s.io";

/** Where the pod's spec lies in each kind, for what pods take their data from. */
const POD_SPECS: readonly (readonly [kind: string, base: string])[] = [
  ["Pod/v1", "spec"],
  ["PodTemplate", "template/spec"],
  ["Deployment", TEMPLATE],
  ["ReplicaSet", TEMPLATE],
  ["DaemonSet", TEMPLATE],
  ["StatefulSet", TEMPLATE],
  ["Job", TEMPLATE],
];

/** For accounts, claims and priorities kustomize looks into other kinds than those above. */
const OTHER_POD_SPECS: readonly (readonly [kind: string, base: string])[] = [
  ["Pod", "spec"],
  ["StatefulSet", TEMPLATE],
  ["Deployment", TEMPLATE],
  ["ReplicationController", TEMPLATE],
  ["CronJob", CRON_TEMPLATE],
  ["Job", TEMPLATE],
  ["DaemonSet", TEMPLATE],
];

const CONFIG_MAP_NAMES: readonly string[] = [
  "containers/env/valueFrom/configMapKeyRef/name",
  "initContainers/env/valueFrom/configMapKeyRef/name",
  "containers/envFrom/configMapRef/name",
  "initContainers/envFrom/configMapRef/name",
];
const SECRET_NAMES: readonly string[] = [
  "containers/env/valueFrom/secretKeyRef/name",
  "initContainers/env/valueFrom/secretKeyRef/name",
  "containers/envFrom/secretRef/name",
  "initContainers/envFrom/secretRef/name",
  "imagePullSecrets/name",
];
const CONFIG_MAP_VOLUME = "volumes/configMap/name";
const CONFIG_MAP_SOURCE = "volumes/projected/sources/configMap/name";
const SECRET_VOLUME = "volumes/secret/secretName";
const SECRET_SOURCE = "volumes/projected/sources/secret/name";

function inPods(...paths: string[]): readonly FieldSpec[] {
  return POD_SPECS.flatMap(([kind, base]) => rowsBelow(kind, base, paths));
}

function inOtherPods(path: string): readonly FieldSpec[] {
  return OTHER_POD_SPECS.flatMap(([kind, base]) => rowsBelow(kind, base, [path]));
}

function rule(target: string, ...fields: readonly FieldSpec[]): ReferenceRule {
  return { target: kindFilter(target), fields };
}

function annotation(name: string): FieldSpec {
  return row("Ingress", `metadata/annotations/${name.replace("/", "\\/")}`);
}

export const NAME_REFERENCES: readonly ReferenceRule[] = [
  ...["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map((kind) =>
    rule(kind, row("HorizontalPodAutoscaler", "spec/scaleTargetRef/name")),
  ),
  rule(
    "ConfigMap/v1",
    ...inPods(CONFIG_MAP_VOLUME, ...CONFIG_MAP_NAMES, CONFIG_MAP_SOURCE),
    ...rowsBelow("CronJob", CRON_TEMPLATE, [CONFIG_MAP_VOLUME, CONFIG_MAP_SOURCE, ...CONFIG_MAP_NAMES]),
    row("Node", "spec/configSource/configMap"),
    ...rowPerKind("rules/resourceNames", "Role", "ClusterRole"),
    annotation("nginx.ingress.kubernetes.io/fastcgi-params-configmap"),
  ),
  rule(
    "Secret/v1",
    ...inPods(SECRET_VOLUME, ...SECRET_NAMES, SECRET_SOURCE),
    ...rowsBelow("CronJob", CRON_TEMPLATE, [SECRET_VOLUME, SECRET_SOURCE, ...SECRET_NAMES]),
    row("Ingress", "spec/tls/secretName"),
    annotation("ingress.kubernetes.io/auth-secret"),
    annotation("nginx.ingress.kubernetes.io/auth-secret"),
    annotation("nginx.ingress.kubernetes.io/auth-tls-secret"),
    row("Ingress", "spec/tls/secretName"),
    row("ServiceAccount", "imagePullSecrets/name"),
    ...rowsBelow("StorageClass", "parameters", ["secretName", "adminSecretName", "userSecretName", "secretRef"]),
    ...rowPerKind("rules/resourceNames", "Role", "ClusterRole"),
    row("Service.serving.knative.dev/v1", `${TEMPLATE}/containers/env/valueFrom/secretKeyRef/name`),
    row("PersistentVolume", "spec/azureFile/secretName"),
  ),
  rule(
    "Service/v1",
    row("StatefulSet.apps", "spec/serviceName"),
    ...rowsBelow("Ingress", "spec", [
      "rules/http/paths/backend/serviceName",
      "backend/serviceName",
      "rules/http/paths/backend/service/name",
      "defaultBackend/service/name",
    ]),
    row("APIService.apiregistration.k8s.io", "spec/service/name"),
    ...rowPerKind(
      "webhooks/clientConfig/service",
      `ValidatingWebhookConfiguration.${ADMISSION}`,
      `MutatingWebhookConfiguration.${ADMISSION}`,
    ),
  ),
  rule(`Role.${RBAC}`, row(`RoleBinding.${RBAC}`, "roleRef/name")),
  rule(`ClusterRole.${RBAC}`, ...rowPerKind("roleRef/name", `RoleBinding.${RBAC}`, `ClusterRoleBinding.${RBAC}`)),
  rule(
    "ServiceAccount/v1",
    ...rowPerKind("subjects", `RoleBinding.${RBAC}`, `ClusterRoleBinding.${RBAC}`),
    ...inOtherPods("serviceAccountName"),
  ),
  rule("PersistentVolumeClaim/v1", ...inOtherPods("volumes/persistentVolumeClaim/claimName")),
  rule(
    "PersistentVolume/v1",
    row("PersistentVolumeClaim", "spec/volumeName"),
    row("ClusterRole", "rules/resourceNames"),
  ),
  rule(
    "StorageClass.storage.k8s.io/v1",
    ...rowPerKind("spec/storageClassName", "PersistentVolume", "PersistentVolumeClaim"),
    row("StatefulSet", "spec/volumeClaimTemplates/spec/storageClassName"),
  ),
  rule("PriorityClass.scheduling.k8s.io/v1", ...inOtherPods("priorityClassName")),
  {
    // The group with a version in it is kustomize's own slip: the rule fits nothing.
    target: { group: "networking.k8s.io/v1", version: "v1", kind: "IngressClass" },
    fields: [row("Ingress", "spec/ingressClassName")],
  },
  rule(
    `ValidatingAdmissionPolicy.${ADMISSION}`,
    row(`ValidatingAdmissionPolicyBinding.${ADMISSION}`, "spec/policyName"),
  ),
];
