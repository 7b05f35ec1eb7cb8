/** The agents: a DaemonSet with a folder on each node, or a StatefulSet with a claim for each pod. */
import type { IDaemonSet } from "kubernetes-models/apps/v1/DaemonSet";
import type { IStatefulSet } from "kubernetes-models/apps/v1/StatefulSet";
import type { IContainer } from "kubernetes-models/v1/Container";
import type { IPodSpec } from "kubernetes-models/v1/PodSpec";
import type { IService } from "kubernetes-models/v1/Service";
import { inStage, SECRETS_REVISION } from "../certctl/annotations.ts";
import { AGENT_IMAGE, DEFAULT_VERSION } from "../certctl/images.ts";
import { labels, selectorLabels } from "../certctl/labels.ts";
import { AGENT, AGENT_CONFIG, SECRETS, serverUrl } from "../certctl/names.ts";
import type { Manifest } from "../model/manifest.ts";
import { object } from "./object.ts";
import { CERTCTL_UID, fromSecret, RESTRICTED_CONTAINER, restrictedPod, shell } from "./pods.ts";
import api from "./scripts/api.sh";
import enrollAgent from "./scripts/enroll-agent.sh";
import runAgent from "./scripts/run-agent.sh";
import stateDirectory from "./scripts/state-directory.sh";

type Env = NonNullable<IContainer["env"]>[number];

// The PARENT of the key directory: the agent makes its keys' folder itself and insists on being able to chmod it.
const STATE = { name: "state", mountPath: "/var/lib/certctl" };
/** Changed by a person when Secrets were rotated: the pods read them when they start. */
const REVISION = { [SECRETS_REVISION]: "1" };

// Both containers read the same settings: a patch of one of them in place would put it before the other, since
// kustomize moves what a patch names to the front of its list, and the order of init containers matters.
const SETTINGS = [{ configMapRef: { name: AGENT_CONFIG } }];
const CA = { name: "server-ca", mountPath: "/etc/certctl/ca", readOnly: true };

/** Settings of the agents that overlays, components and clusters change; a changed value rolls the pods. */
export function agentSettings(serverNamespace: string): Record<string, string> {
  return {
    CERTCTL_LOG_LEVEL: "info",
    CERTCTL_SERVER_CA_BUNDLE_PATH: "/etc/certctl/ca/ca.crt",
    CERTCTL_SERVER_URL: serverUrl(serverNamespace),
  };
}

/** One agent on each node; its state is a folder of the node, so its id and keys survive the pod. */
export function agentDaemonSet(stateFolder: string): Manifest {
  return object<IDaemonSet>({
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: AGENT, annotations: inStage("agent"), labels: labels("agent") },
    spec: {
      selector: { matchLabels: selectorLabels("agent") },
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      template: {
        metadata: { annotations: REVISION, labels: labels("agent") },
        spec: pod(
          { name: "AGENT_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
          [ownStateDirectory()],
          [{ name: "state", hostPath: { path: stateFolder, type: "DirectoryOrCreate" } }],
        ),
      },
    },
  });
}

/**
 * Agents with claims: they live beside the server, since they need nothing that its namespace forbids. Their claims
 * outlive the StatefulSet by themselves.
 */
export function agentStatefulSet(): Manifest {
  return object<IStatefulSet>({
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: AGENT, annotations: inStage("agent"), labels: labels("agent") },
    spec: {
      replicas: 1,
      podManagementPolicy: "Parallel",
      selector: { matchLabels: selectorLabels("agent") },
      serviceName: AGENT,
      updateStrategy: { type: "RollingUpdate" },
      template: {
        metadata: { annotations: REVISION, labels: labels("agent") },
        spec: pod({ name: "AGENT_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }, [], []),
      },
      volumeClaimTemplates: [
        {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name: "state" },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
        },
      ],
    },
  });
}

/** A StatefulSet wants a Service of its name; agents listen on nothing, so it has no port. */
export function agentService(): Manifest {
  return object<IService>({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: AGENT, annotations: inStage("agent"), labels: labels("agent") },
    spec: { clusterIP: "None", selector: selectorLabels("agent") },
  });
}

function pod(name: Env, before: IContainer[], volumes: NonNullable<IPodSpec["volumes"]>): IPodSpec {
  const common = { image: `${AGENT_IMAGE}:${DEFAULT_VERSION}`, securityContext: RESTRICTED_CONTAINER };
  return {
    ...restrictedPod(CERTCTL_UID),
    serviceAccountName: AGENT,
    terminationGracePeriodSeconds: 30,
    initContainers: [
      ...before,
      {
        ...common,
        name: "enroll",
        command: shell(api + enrollAgent),
        envFrom: SETTINGS,
        env: [name, fromSecret("API_KEY", SECRETS.agent, "enroll-key")],
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
        volumeMounts: [STATE, CA],
      },
    ],
    containers: [
      {
        ...common,
        name: "agent",
        command: shell(runAgent),
        envFrom: SETTINGS,
        env: [
          name,
          { name: "CERTCTL_AGENT_NAME", value: "$(AGENT_NAME)" },
          { name: "CERTCTL_KEY_DIR", value: "/var/lib/certctl/keys" },
          fromSecret("CERTCTL_API_KEY", SECRETS.agent, "api-key"),
        ],
        // The agent has no listener; that its process is there is all that can be asked.
        livenessProbe: { exec: { command: ["pgrep", "-f", "^/app/agent"] }, periodSeconds: 30, timeoutSeconds: 5 },
        resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "128Mi" } },
        volumeMounts: [STATE, CA, { name: "tmp", mountPath: "/tmp" }],
      },
    ],
    volumes: [
      ...volumes,
      // The authority only: the server's key stays with the server.
      {
        name: "server-ca",
        secret: { secretName: SECRETS.serverCa, items: [{ key: "ca.crt", path: "ca.crt" }], defaultMode: 0o440 },
      },
      { name: "tmp", emptyDir: {} },
    ],
  };
}

function ownStateDirectory(): IContainer {
  return {
    name: "state-directory",
    image: `${AGENT_IMAGE}:${DEFAULT_VERSION}`,
    command: shell(stateDirectory),
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "32Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"], add: ["CHOWN"] },
      readOnlyRootFilesystem: true,
      runAsGroup: 0,
      runAsNonRoot: false,
      runAsUser: 0,
    },
    volumeMounts: [STATE],
  };
}
