/** Which lists of the built-in kinds merge by key in a strategic merge patch: facts, read by built-in-schema.ts. */

/** One field of a shape: an object or a list's items to descend into, and the keys of a list that merges. */
export interface Field {
  readonly of?: string;
  /** None: a list of scalars, merged as a set. */
  readonly keys?: readonly string[];
}
export type Shape = Readonly<Record<string, Field>>;

/**
 * Source: x-kubernetes-patch-strategy, -patch-merge-key and -list-map-keys of kustomize 5.8.1's built-in schema, which is
 * Kubernetes 1.21.2 (kyaml/openapi/kubernetesapi/v1_21_2/swagger.pb). Left out is whatever no merged list can be reached
 * through; a list that is not named here is replaced as a whole.
 */
export const SHAPES: Readonly<Record<string, Shape>> = {
  Plain: { metadata: { of: "ObjectMeta" } },
  ObjectMeta: { finalizers: { keys: [] }, ownerReferences: { keys: ["uid"] } },
  Conditions: { metadata: { of: "ObjectMeta" }, status: { of: "ConditionStatus" } },
  ConditionStatus: { conditions: { keys: ["type"] } },
  Workload: { metadata: { of: "ObjectMeta" }, spec: { of: "WorkloadSpec" }, status: { of: "ConditionStatus" } },
  WorkloadSpec: { template: { of: "PodTemplateSpec" } },
  PodTemplateSpec: { metadata: { of: "ObjectMeta" }, spec: { of: "PodSpec" } },
  CronJob: { metadata: { of: "ObjectMeta" }, spec: { of: "CronJobSpec" } },
  CronJobSpec: { jobTemplate: { of: "JobTemplateSpec" } },
  JobTemplateSpec: { metadata: { of: "ObjectMeta" }, spec: { of: "WorkloadSpec" } },
  PodTemplate: { metadata: { of: "ObjectMeta" }, template: { of: "PodTemplateSpec" } },
  Pod: { metadata: { of: "ObjectMeta" }, spec: { of: "PodSpec" }, status: { of: "PodStatus" } },
  PodStatus: { conditions: { keys: ["type"] }, podIPs: { keys: ["ip"] } },
  PodSpec: {
    containers: { of: "Container", keys: ["name"] },
    ephemeralContainers: { of: "EphemeralContainer", keys: ["name"] },
    hostAliases: { keys: ["ip"] },
    imagePullSecrets: { keys: ["name"] },
    initContainers: { of: "Container", keys: ["name"] },
    topologySpreadConstraints: { keys: ["topologyKey", "whenUnsatisfiable"] },
    volumes: { of: "Volume", keys: ["name"] },
  },
  Container: {
    env: { keys: ["name"] },
    ports: { keys: ["containerPort", "protocol"] },
    volumeDevices: { keys: ["devicePath"] },
    volumeMounts: { keys: ["mountPath"] },
  },
  EphemeralContainer: {
    env: { keys: ["name"] },
    volumeDevices: { keys: ["devicePath"] },
    volumeMounts: { keys: ["mountPath"] },
  },
  Volume: { ephemeral: { of: "EphemeralVolume" } },
  EphemeralVolume: { volumeClaimTemplate: { of: "Plain" } },
  Service: { metadata: { of: "ObjectMeta" }, spec: { of: "ServiceSpec" }, status: { of: "ConditionStatus" } },
  ServiceSpec: { ports: { keys: ["port", "protocol"] } },
  ServiceAccount: { metadata: { of: "ObjectMeta" }, secrets: { keys: ["name"] } },
  Webhooks: { metadata: { of: "ObjectMeta" }, webhooks: { keys: ["name"] } },
  Node: { metadata: { of: "ObjectMeta" }, spec: { of: "NodeSpec" }, status: { of: "NodeStatus" } },
  NodeSpec: { podCIDRs: { keys: [] } },
  NodeStatus: { addresses: { keys: ["type"] }, conditions: { keys: ["type"] } },
  CSINode: { metadata: { of: "ObjectMeta" }, spec: { of: "CSINodeSpec" } },
  CSINodeSpec: { drivers: { keys: ["name"] } },
  ComponentStatus: { metadata: { of: "ObjectMeta" }, conditions: { keys: ["type"] } },
  Kustomization: { configMapGenerator: { keys: ["name"] }, secretGenerator: { keys: ["name"] } },
};

/** Same source: the kinds, by apiVersion and the name of their shape. Any other kind or version has no shape. */
export const KINDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "admissionregistration.k8s.io/v1": { Webhooks: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"] },
  "admissionregistration.k8s.io/v1beta1": {
    Webhooks: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
  },
  "apiextensions.k8s.io/v1": { Plain: ["CustomResourceDefinition"] },
  "apiextensions.k8s.io/v1beta1": { Plain: ["CustomResourceDefinition"] },
  "apiregistration.k8s.io/v1": { Conditions: ["APIService"] },
  "apiregistration.k8s.io/v1beta1": { Conditions: ["APIService"] },
  "apps/v1": { Plain: ["ControllerRevision"], Workload: ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"] },
  "authentication.k8s.io/v1": { Plain: ["TokenRequest", "TokenReview"] },
  "authentication.k8s.io/v1beta1": { Plain: ["TokenReview"] },
  "authorization.k8s.io/v1": {
    Plain: ["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"],
  },
  "authorization.k8s.io/v1beta1": {
    Plain: ["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"],
  },
  "autoscaling/v1": { Plain: ["HorizontalPodAutoscaler", "Scale"] },
  "autoscaling/v2beta1": { Plain: ["HorizontalPodAutoscaler"] },
  "autoscaling/v2beta2": { Plain: ["HorizontalPodAutoscaler"] },
  "batch/v1": { CronJob: ["CronJob"], Workload: ["Job"] },
  "batch/v1beta1": { CronJob: ["CronJob"] },
  "certificates.k8s.io/v1": { Plain: ["CertificateSigningRequest"] },
  "certificates.k8s.io/v1beta1": { Plain: ["CertificateSigningRequest"] },
  "coordination.k8s.io/v1": { Plain: ["Lease"] },
  "coordination.k8s.io/v1beta1": { Plain: ["Lease"] },
  "discovery.k8s.io/v1": { Plain: ["EndpointSlice"] },
  "discovery.k8s.io/v1beta1": { Plain: ["EndpointSlice"] },
  "events.k8s.io/v1": { Plain: ["Event"] },
  "events.k8s.io/v1beta1": { Plain: ["Event"] },
  "extensions/v1beta1": { Plain: ["Ingress"] },
  "flowcontrol.apiserver.k8s.io/v1beta1": { Plain: ["FlowSchema", "PriorityLevelConfiguration"] },
  "kustomize.config.k8s.io/v1beta1": { Kustomization: ["Kustomization"] },
  "networking.k8s.io/v1": { Plain: ["Ingress", "IngressClass", "NetworkPolicy"] },
  "networking.k8s.io/v1beta1": { Plain: ["Ingress", "IngressClass"] },
  "node.k8s.io/v1": { Plain: ["RuntimeClass"] },
  "node.k8s.io/v1beta1": { Plain: ["RuntimeClass"] },
  "policy/v1": { Conditions: ["PodDisruptionBudget"] },
  "policy/v1beta1": { Plain: ["Eviction", "PodSecurityPolicy"], Conditions: ["PodDisruptionBudget"] },
  "rbac.authorization.k8s.io/v1": { Plain: ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"] },
  "rbac.authorization.k8s.io/v1beta1": { Plain: ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"] },
  "scheduling.k8s.io/v1": { Plain: ["PriorityClass"] },
  "scheduling.k8s.io/v1beta1": { Plain: ["PriorityClass"] },
  "storage.k8s.io/v1": { Plain: ["CSIDriver", "StorageClass", "VolumeAttachment"], CSINode: ["CSINode"] },
  "storage.k8s.io/v1beta1": {
    Plain: ["CSIDriver", "CSIStorageCapacity", "StorageClass", "VolumeAttachment"],
    CSINode: ["CSINode"],
  },
  v1: {
    Plain: ["Binding", "ConfigMap", "Endpoints", "Event", "LimitRange", "PersistentVolume", "ResourceQuota", "Secret"],
    ComponentStatus: ["ComponentStatus"],
    Conditions: ["Namespace", "PersistentVolumeClaim"],
    Node: ["Node"],
    Pod: ["Pod"],
    PodTemplate: ["PodTemplate"],
    Workload: ["ReplicationController"],
    Service: ["Service"],
    ServiceAccount: ["ServiceAccount"],
  },
};

/** Same source: the definitions of that schema with a shape, to which schemas of one's own refer. */
export const DEFINITIONS: Readonly<Record<string, string>> = {
  "io.k8s.api.apps.v1.DaemonSetSpec": "WorkloadSpec",
  "io.k8s.api.apps.v1.DeploymentSpec": "WorkloadSpec",
  "io.k8s.api.apps.v1.ReplicaSetSpec": "WorkloadSpec",
  "io.k8s.api.apps.v1.StatefulSetSpec": "WorkloadSpec",
  "io.k8s.api.batch.v1.CronJobSpec": "CronJobSpec",
  "io.k8s.api.batch.v1.JobSpec": "WorkloadSpec",
  "io.k8s.api.batch.v1.JobTemplateSpec": "JobTemplateSpec",
  "io.k8s.api.core.v1.Container": "Container",
  "io.k8s.api.core.v1.EphemeralContainer": "EphemeralContainer",
  "io.k8s.api.core.v1.EphemeralVolumeSource": "EphemeralVolume",
  "io.k8s.api.core.v1.PersistentVolumeClaimTemplate": "Plain",
  "io.k8s.api.core.v1.PodSpec": "PodSpec",
  "io.k8s.api.core.v1.PodStatus": "PodStatus",
  "io.k8s.api.core.v1.PodTemplateSpec": "PodTemplateSpec",
  "io.k8s.api.core.v1.ReplicationControllerSpec": "WorkloadSpec",
  "io.k8s.api.core.v1.ServiceSpec": "ServiceSpec",
  "io.k8s.api.core.v1.Volume": "Volume",
  "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": "ObjectMeta",
};

/** Known whatever schema a build brings along (kyaml/openapi/kustomizationapi/swagger.json). */
export const ALWAYS_KNOWN = "kustomize.config.k8s.io/v1beta1";
