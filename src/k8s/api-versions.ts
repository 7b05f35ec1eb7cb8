/**
 * API versions that Kubernetes has removed or is about to, and what took their place (kubernetes.io/docs/reference/using-api/deprecation-guide
 * and the `prerelease-lifecycle-gen` tags of k8s.io/api).
 */

/** `1.34` is [1, 34]. */
export type KubernetesVersion = readonly [major: number, minor: number];

export interface EndedApi {
  readonly apiVersion: string;
  /** Kinds; all of the version where none is named. */
  readonly kinds: readonly string[];
  /** Minor versions of Kubernetes 1. */
  readonly deprecated: number;
  /** Undefined where no release has removed it. */
  readonly removed: number | undefined;
  /** What to write in its place; undefined where nothing took it. */
  readonly instead: string | undefined;
}

const row = (
  apiVersion: string,
  kinds: string,
  deprecated: number,
  removed: number | undefined,
  instead?: string,
): EndedApi => ({ apiVersion, kinds: kinds.split(" ").filter((kind) => kind !== ""), deprecated, removed, instead });

export const ENDED_APIS: readonly EndedApi[] = [
  row("extensions/v1beta1", "DaemonSet Deployment ReplicaSet", 9, 16, "apps/v1"),
  row("extensions/v1beta1", "NetworkPolicy", 9, 16, "networking.k8s.io/v1"),
  row("extensions/v1beta1", "PodSecurityPolicy", 10, 16),
  row("extensions/v1beta1", "Ingress", 14, 22, "networking.k8s.io/v1"),
  row("apps/v1beta1", "", 9, 16, "apps/v1"),
  row("apps/v1beta2", "", 9, 16, "apps/v1"),
  row(
    "admissionregistration.k8s.io/v1beta1",
    "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
    16,
    22,
    "admissionregistration.k8s.io/v1",
  ),
  row(
    "admissionregistration.k8s.io/v1beta1",
    "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
    31,
    34,
    "admissionregistration.k8s.io/v1",
  ),
  row("apiextensions.k8s.io/v1beta1", "", 16, 22, "apiextensions.k8s.io/v1"),
  row("apiregistration.k8s.io/v1beta1", "", 19, 22, "apiregistration.k8s.io/v1"),
  row("authentication.k8s.io/v1beta1", "TokenReview", 19, 22, "authentication.k8s.io/v1"),
  row("authorization.k8s.io/v1beta1", "", 19, 22, "authorization.k8s.io/v1"),
  row("certificates.k8s.io/v1beta1", "CertificateSigningRequest", 19, 22, "certificates.k8s.io/v1"),
  row("coordination.k8s.io/v1beta1", "Lease", 19, 22, "coordination.k8s.io/v1"),
  row("networking.k8s.io/v1beta1", "Ingress IngressClass", 19, 22, "networking.k8s.io/v1"),
  row("rbac.authorization.k8s.io/v1alpha1", "", 17, 22, "rbac.authorization.k8s.io/v1"),
  row("rbac.authorization.k8s.io/v1beta1", "", 17, 22, "rbac.authorization.k8s.io/v1"),
  row("scheduling.k8s.io/v1beta1", "PriorityClass", 14, 22, "scheduling.k8s.io/v1"),
  row("storage.k8s.io/v1beta1", "CSIDriver CSINode StorageClass VolumeAttachment", 19, 22, "storage.k8s.io/v1"),
  row("batch/v1beta1", "CronJob", 21, 25, "batch/v1"),
  row("discovery.k8s.io/v1beta1", "EndpointSlice", 21, 25, "discovery.k8s.io/v1"),
  row("events.k8s.io/v1beta1", "Event", 22, 25, "events.k8s.io/v1"),
  row("autoscaling/v2beta1", "HorizontalPodAutoscaler", 22, 25, "autoscaling/v2"),
  row("policy/v1beta1", "PodDisruptionBudget", 21, 25, "policy/v1"),
  row("policy/v1beta1", "PodSecurityPolicy", 21, 25),
  row("node.k8s.io/v1beta1", "RuntimeClass", 22, 25, "node.k8s.io/v1"),
  row("autoscaling/v2beta2", "HorizontalPodAutoscaler", 23, 26, "autoscaling/v2"),
  row("flowcontrol.apiserver.k8s.io/v1beta1", "", 23, 26, "flowcontrol.apiserver.k8s.io/v1"),
  row("storage.k8s.io/v1beta1", "CSIStorageCapacity", 24, 27, "storage.k8s.io/v1"),
  row("flowcontrol.apiserver.k8s.io/v1beta2", "", 26, 29, "flowcontrol.apiserver.k8s.io/v1"),
  row("flowcontrol.apiserver.k8s.io/v1beta3", "", 29, 32, "flowcontrol.apiserver.k8s.io/v1"),
  row("v1", "ComponentStatus", 19, undefined),
  row("v1", "Endpoints", 33, undefined, "discovery.k8s.io/v1 EndpointSlice"),
];

/** The row of a kind in an API version that has ended or will; undefined where it goes on. */
export function endedApi(apiVersion: string, kind: string): EndedApi | undefined {
  return ENDED_APIS.find(
    (api) => api.apiVersion === apiVersion && (api.kinds.length === 0 || api.kinds.includes(kind)),
  );
}

/** `1.34`, `v1.34.2`; undefined for anything else. */
export function kubernetesVersion(text: string): KubernetesVersion | undefined {
  const found = /^v?1\.(\d{1,3})(\.\d+)?([-+].*)?$/.exec(text);
  return found === null ? undefined : [1, Number(found[1])];
}
