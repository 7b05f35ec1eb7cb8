/** Which lists of the built-in kinds merge by key in a strategic merge patch: facts, read by strategic-merge.ts. */

/** One field of a shape: an object to descend into, a list merged by keys, or a list of scalars merged as a set. */
export interface Field {
  readonly of?: ShapeName;
  readonly keys?: readonly string[];
  readonly set?: true;
}
export type Shape = Readonly<Record<string, Field>>;

/**
 * Source: x-kubernetes-patch-merge-key, -patch-strategy and -list-map-keys of kustomize 5.8.1's built-in schema, which is
 * Kubernetes 1.21.2 (kyaml/openapi/kubernetesapi/v1_21_2/swagger.pb); everything that no merge list can be
 * reached through is left out, and so is `status`. Lists that are not named here are replaced as a whole.
 */
const SHAPES = {
  Plain: { metadata: { of: "ObjectMeta" } },
  ObjectMeta: { finalizers: { set: true }, ownerReferences: { keys: ["uid"] } },
  Workload: { metadata: { of: "ObjectMeta" }, spec: { of: "WorkloadSpec" } },
  WorkloadSpec: { template: { of: "Pod" } },
  CronJob: { metadata: { of: "ObjectMeta" }, spec: { of: "CronJobSpec" } },
  CronJobSpec: { jobTemplate: { of: "Workload" } },
  PodTemplate: { metadata: { of: "ObjectMeta" }, template: { of: "Pod" } },
  Pod: { metadata: { of: "ObjectMeta" }, spec: { of: "PodSpec" } },
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
  Service: { metadata: { of: "ObjectMeta" }, spec: { of: "ServiceSpec" } },
  ServiceSpec: { ports: { keys: ["port", "protocol"] } },
  ServiceAccount: { metadata: { of: "ObjectMeta" }, secrets: { keys: ["name"] } },
  Webhooks: { metadata: { of: "ObjectMeta" }, webhooks: { keys: ["name"] } },
  Node: { metadata: { of: "ObjectMeta" }, spec: { of: "NodeSpec" } },
  NodeSpec: { podCIDRs: { set: true } },
  CSINode: { metadata: { of: "ObjectMeta" }, spec: { of: "CSINodeSpec" } },
  CSINodeSpec: { drivers: { keys: ["name"] } },
  ComponentStatus: { metadata: { of: "ObjectMeta" }, conditions: { keys: ["type"] } },
} as const satisfies Record<string, Readonly<Record<string, RawField>>>;

interface RawField {
  readonly of?: string;
  readonly keys?: readonly string[];
  readonly set?: true;
}
export type ShapeName = keyof typeof SHAPES;

const WEBHOOKS = { MutatingWebhookConfiguration: "Webhooks", ValidatingWebhookConfiguration: "Webhooks" } as const;
const STORAGE = { CSIDriver: "Plain", CSINode: "CSINode", StorageClass: "Plain", VolumeAttachment: "Plain" } as const;
const RBAC = { ClusterRole: "Plain", ClusterRoleBinding: "Plain", Role: "Plain", RoleBinding: "Plain" } as const;
const REVIEWS = {
  LocalSubjectAccessReview: "Plain",
  SelfSubjectAccessReview: "Plain",
  SelfSubjectRulesReview: "Plain",
  SubjectAccessReview: "Plain",
} as const;

/** Same source: the kinds that the schema knows, by apiVersion. Any other kind or version has no shape. */
const KINDS: Readonly<Record<string, Readonly<Record<string, ShapeName>>>> = {
  v1: {
    Binding: "Plain",
    ComponentStatus: "ComponentStatus",
    ConfigMap: "Plain",
    Endpoints: "Plain",
    Event: "Plain",
    LimitRange: "Plain",
    Namespace: "Plain",
    Node: "Node",
    PersistentVolume: "Plain",
    PersistentVolumeClaim: "Plain",
    Pod: "Pod",
    PodTemplate: "PodTemplate",
    ReplicationController: "Workload",
    ResourceQuota: "Plain",
    Secret: "Plain",
    Service: "Service",
    ServiceAccount: "ServiceAccount",
  },
  "admissionregistration.k8s.io/v1": WEBHOOKS,
  "admissionregistration.k8s.io/v1beta1": WEBHOOKS,
  "apiextensions.k8s.io/v1": { CustomResourceDefinition: "Plain" },
  "apiextensions.k8s.io/v1beta1": { CustomResourceDefinition: "Plain" },
  "apiregistration.k8s.io/v1": { APIService: "Plain" },
  "apiregistration.k8s.io/v1beta1": { APIService: "Plain" },
  "apps/v1": {
    ControllerRevision: "Plain",
    DaemonSet: "Workload",
    Deployment: "Workload",
    ReplicaSet: "Workload",
    StatefulSet: "Workload",
  },
  "authentication.k8s.io/v1": { TokenReview: "Plain" },
  "authentication.k8s.io/v1beta1": { TokenReview: "Plain" },
  "authorization.k8s.io/v1": REVIEWS,
  "authorization.k8s.io/v1beta1": REVIEWS,
  "autoscaling/v1": { HorizontalPodAutoscaler: "Plain" },
  "autoscaling/v2beta1": { HorizontalPodAutoscaler: "Plain" },
  "autoscaling/v2beta2": { HorizontalPodAutoscaler: "Plain" },
  "batch/v1": { CronJob: "CronJob", Job: "Workload" },
  "batch/v1beta1": { CronJob: "CronJob" },
  "certificates.k8s.io/v1": { CertificateSigningRequest: "Plain" },
  "certificates.k8s.io/v1beta1": { CertificateSigningRequest: "Plain" },
  "coordination.k8s.io/v1": { Lease: "Plain" },
  "coordination.k8s.io/v1beta1": { Lease: "Plain" },
  "discovery.k8s.io/v1": { EndpointSlice: "Plain" },
  "discovery.k8s.io/v1beta1": { EndpointSlice: "Plain" },
  "events.k8s.io/v1": { Event: "Plain" },
  "events.k8s.io/v1beta1": { Event: "Plain" },
  "extensions/v1beta1": { Ingress: "Plain" },
  "flowcontrol.apiserver.k8s.io/v1beta1": { FlowSchema: "Plain", PriorityLevelConfiguration: "Plain" },
  "networking.k8s.io/v1": { Ingress: "Plain", IngressClass: "Plain", NetworkPolicy: "Plain" },
  "networking.k8s.io/v1beta1": { Ingress: "Plain", IngressClass: "Plain" },
  "node.k8s.io/v1": { RuntimeClass: "Plain" },
  "node.k8s.io/v1beta1": { RuntimeClass: "Plain" },
  "policy/v1": { PodDisruptionBudget: "Plain" },
  "policy/v1beta1": { PodDisruptionBudget: "Plain", PodSecurityPolicy: "Plain" },
  "rbac.authorization.k8s.io/v1": RBAC,
  "rbac.authorization.k8s.io/v1beta1": RBAC,
  "scheduling.k8s.io/v1": { PriorityClass: "Plain" },
  "scheduling.k8s.io/v1beta1": { PriorityClass: "Plain" },
  "storage.k8s.io/v1": STORAGE,
  "storage.k8s.io/v1beta1": { ...STORAGE, CSIStorageCapacity: "Plain" },
};

/** The shape of a kind, or undefined for a custom resource: all its lists are replaced. */
export function shapeOf(apiVersion: string, kind: string): Shape | undefined {
  const kinds = Object.hasOwn(KINDS, apiVersion) ? KINDS[apiVersion] : undefined;
  const name = kinds !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return name === undefined ? undefined : SHAPES[name];
}

/** What is known of one field, and the shape below it. */
export function fieldOf(shape: Shape | undefined, key: string): { field?: Field; below?: Shape } {
  const field = shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : undefined;
  if (field === undefined) return {};
  return field.of === undefined ? { field } : { field, below: SHAPES[field.of] };
}
