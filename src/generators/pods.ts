/** What all pods of a bundle share: who they run as, and how little they may do. */
import type { IContainer } from "kubernetes-models/v1/Container";
import type { IPodSpec } from "kubernetes-models/v1/PodSpec";

/** The images' user is a name; the kubelet can prove that it is not root only for a number. */
export const CERTCTL_UID = 1000;
export const POSTGRES_UID = 70;

/** Pod settings that pass the Pod Security level `restricted`; the group owns the pod's volumes. */
export function restrictedPod(uid: number): IPodSpecPart {
  return {
    automountServiceAccountToken: false,
    // A Service named certctl-server would otherwise inject CERTCTL_SERVER_PORT=tcp://...
    enableServiceLinks: false,
    // The images are published for this architecture only.
    nodeSelector: { "kubernetes.io/arch": "amd64" },
    securityContext: {
      fsGroup: uid,
      fsGroupChangePolicy: "OnRootMismatch",
      runAsGroup: uid,
      runAsNonRoot: true,
      runAsUser: uid,
      seccompProfile: { type: "RuntimeDefault" },
    },
  };
}

type IPodSpecPart = Pick<
  IPodSpec,
  "automountServiceAccountToken" | "enableServiceLinks" | "nodeSelector" | "securityContext"
>;

export const RESTRICTED_CONTAINER: NonNullable<IContainer["securityContext"]> = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};

/** A variable from a key of a Secret. */
export function fromSecret(variable: string, secret: string, key: string, optional = false): EnvVar {
  const ref = { name: secret, key };
  return { name: variable, valueFrom: { secretKeyRef: optional ? { ...ref, optional } : ref } };
}

type EnvVar = NonNullable<IContainer["env"]>[number];

/** A shell that runs a script of `scripts/`; it stops at the first failure only where the script says so. */
export function shell(script: string): string[] {
  return ["/bin/sh", "-c", script];
}

/**
 * Jobs leave no trace of a time of day, finish once, and end within their limit, or nothing after them ever starts. Three
 * more tries take 70 s, long enough for a database that has just become ready to have a name; six took ten minutes, and
 * the engine, which tries again by itself, did not say until then that the Job had failed.
 */
export const JOB_LIMITS = { backoffLimit: 3, completions: 1, parallelism: 1 } as const;

export const SMALL_JOB_RESOURCES = {
  requests: { cpu: "50m", memory: "64Mi" },
  limits: { memory: "256Mi" },
} as const;
