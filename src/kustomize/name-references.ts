/** Where one object names another, so that a rename can follow: facts, read by references.ts. */
import type { FieldSpec, KindFilter } from "./field-specs.ts";
import { spec } from "./field-specs.ts";

export interface ReferenceRule {
  /** The kind that is named. */
  readonly target: KindFilter;
  readonly fields: readonly FieldSpec[];
}

/** Where the pod spec lies in each kind. */
const POD_SPECS: readonly (readonly [kind: string, prefix: string])[] = [
  ["PodTemplate", "template/spec"],
  ["Deployment", "spec/template/spec"],
  ["ReplicaSet", "spec/template/spec"],
  ["DaemonSet", "spec/template/spec"],
  ["StatefulSet", "spec/template/spec"],
  ["Job", "spec/template/spec"],
  ["CronJob", "spec/jobTemplate/spec/template/spec"],
];

/** kustomize looks for these names in other kinds than those above. */
const POD_SPECS_BY_NAME: readonly (readonly [kind: string, prefix: string])[] = [
  ["Pod", "spec"],
  ["StatefulSet", "spec/template/spec"],
  ["Deployment", "spec/template/spec"],
  ["ReplicationController", "spec/template/spec"],
  ["CronJob", "spec/jobTemplate/spec/template/spec"],
  ["Job", "spec/template/spec"],
  ["DaemonSet", "spec/template/spec"],
];

const RBAC = "rbac.authorization.k8s.io";
const ADMISSION = "admissionregistration.k8s.io";

function inPods(...paths: string[]): FieldSpec[] {
  return paths.flatMap((path) => [
    spec(`spec/${path}`, { version: "v1", kind: "Pod" }, false),
    ...POD_SPECS.map(([kind, prefix]) => spec(`${prefix}/${path}`, { kind }, false)),
  ]);
}

function byName(path: string): FieldSpec[] {
  return POD_SPECS_BY_NAME.map(([kind, prefix]) => spec(`${prefix}/${path}`, { kind }, false));
}

function inKinds(path: string, ...kinds: string[]): FieldSpec[] {
  return kinds.map((kind) => spec(path, { kind }, false));
}

function annotation(name: string): FieldSpec {
  return { kind: "Ingress", path: ["metadata", "annotations", name], create: false };
}

/** Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/namereference.go. */
export const REFERENCE_RULES: readonly ReferenceRule[] = [
  ...["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map((kind) => ({
    target: { kind },
    fields: inKinds("spec/scaleTargetRef/name", "HorizontalPodAutoscaler"),
  })),
  {
    target: { kind: "ConfigMap", version: "v1" },
    fields: [
      ...inPods(
        "volumes/configMap/name",
        "containers/env/valueFrom/configMapKeyRef/name",
        "initContainers/env/valueFrom/configMapKeyRef/name",
        "containers/envFrom/configMapRef/name",
        "initContainers/envFrom/configMapRef/name",
        "volumes/projected/sources/configMap/name",
      ),
      ...inKinds("spec/configSource/configMap", "Node"),
      ...inKinds("rules/resourceNames", "Role", "ClusterRole"),
      annotation("nginx.ingress.kubernetes.io/fastcgi-params-configmap"),
    ],
  },
  {
    target: { kind: "Secret", version: "v1" },
    fields: [
      ...inPods(
        "volumes/secret/secretName",
        "containers/env/valueFrom/secretKeyRef/name",
        "initContainers/env/valueFrom/secretKeyRef/name",
        "containers/envFrom/secretRef/name",
        "initContainers/envFrom/secretRef/name",
        "imagePullSecrets/name",
        "volumes/projected/sources/secret/name",
      ),
      ...inKinds("spec/tls/secretName", "Ingress"),
      annotation("ingress.kubernetes.io/auth-secret"),
      annotation("nginx.ingress.kubernetes.io/auth-secret"),
      annotation("nginx.ingress.kubernetes.io/auth-tls-secret"),
      ...inKinds("imagePullSecrets/name", "ServiceAccount"),
      ...["secretName", "adminSecretName", "userSecretName", "secretRef"].flatMap((name) =>
        inKinds(`parameters/${name}`, "StorageClass"),
      ),
      ...inKinds("rules/resourceNames", "Role", "ClusterRole"),
      spec(
        "spec/template/spec/containers/env/valueFrom/secretKeyRef/name",
        { group: "serving.knative.dev", version: "v1", kind: "Service" },
        false,
      ),
      ...inKinds("spec/azureFile/secretName", "PersistentVolume"),
    ],
  },
  {
    target: { kind: "Service", version: "v1" },
    fields: [
      spec("spec/serviceName", { group: "apps", kind: "StatefulSet" }, false),
      ...inKinds("spec/rules/http/paths/backend/serviceName", "Ingress"),
      ...inKinds("spec/backend/serviceName", "Ingress"),
      ...inKinds("spec/rules/http/paths/backend/service/name", "Ingress"),
      ...inKinds("spec/defaultBackend/service/name", "Ingress"),
      spec("spec/service/name", { group: "apiregistration.k8s.io", kind: "APIService" }, false),
      spec("webhooks/clientConfig/service", { group: ADMISSION, kind: "ValidatingWebhookConfiguration" }, false),
      spec("webhooks/clientConfig/service", { group: ADMISSION, kind: "MutatingWebhookConfiguration" }, false),
    ],
  },
  {
    target: { kind: "Role", group: RBAC },
    fields: [spec("roleRef/name", { group: RBAC, kind: "RoleBinding" }, false)],
  },
  {
    target: { kind: "ClusterRole", group: RBAC },
    fields: [
      spec("roleRef/name", { group: RBAC, kind: "RoleBinding" }, false),
      spec("roleRef/name", { group: RBAC, kind: "ClusterRoleBinding" }, false),
    ],
  },
  {
    target: { kind: "ServiceAccount", version: "v1" },
    fields: [
      spec("subjects", { group: RBAC, kind: "RoleBinding" }, false),
      spec("subjects", { group: RBAC, kind: "ClusterRoleBinding" }, false),
      ...byName("serviceAccountName"),
    ],
  },
  {
    target: { kind: "PersistentVolumeClaim", version: "v1" },
    fields: byName("volumes/persistentVolumeClaim/claimName"),
  },
  {
    target: { kind: "PersistentVolume", version: "v1" },
    fields: [...inKinds("spec/volumeName", "PersistentVolumeClaim"), ...inKinds("rules/resourceNames", "ClusterRole")],
  },
  {
    target: { kind: "StorageClass", group: "storage.k8s.io", version: "v1" },
    fields: [
      ...inKinds("spec/storageClassName", "PersistentVolume", "PersistentVolumeClaim"),
      ...inKinds("spec/volumeClaimTemplates/spec/storageClassName", "StatefulSet"),
    ],
  },
  { target: { kind: "PriorityClass", group: "scheduling.k8s.io", version: "v1" }, fields: byName("priorityClassName") },
  {
    target: { kind: "ValidatingAdmissionPolicy", group: ADMISSION },
    fields: [spec("spec/policyName", { group: ADMISSION, kind: "ValidatingAdmissionPolicyBinding" }, false)],
  },
];
