/** The certctl server: its settings, Deployment and Service. */
import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { IContainer } from "kubernetes-models/v1/Container";
import type { IService } from "kubernetes-models/v1/Service";
import { inStage, SECRETS_REVISION } from "../certctl/annotations.ts";
import { DEFAULT_VERSION, SERVER_IMAGE } from "../certctl/images.ts";
import { labels, selectorLabels } from "../certctl/labels.ts";
import { SECRETS, SERVER, SERVER_CONFIG, SERVER_PORT } from "../certctl/names.ts";
import { SERVER_DEFAULTS } from "../certctl/server-defaults.ts";
import type { Manifest } from "../model/manifest.ts";
import { DATABASE_ENV, TLS_ENV, TLS_MOUNT, TLS_VOLUME } from "./certctl.ts";
import { object } from "./object.ts";
import { CERTCTL_UID, fromSecret, RESTRICTED_CONTAINER, restrictedPod, shell } from "./pods.ts";
import reloadTls from "./scripts/reload-tls.sh";

/** Settings of the server that overlays and clusters change; a changed value gives the ConfigMap a new name and rolls the pods. */
export const SERVER_SETTINGS = { "log-level": "info", "rate-limit-backend": "memory" } as const;

export function serverService(): Manifest {
  return object<IService>({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: SERVER, annotations: inStage("server"), labels: labels("server") },
    spec: {
      type: "ClusterIP",
      ports: [{ name: "https", port: SERVER_PORT, targetPort: "https" }],
      selector: selectorLabels("server"),
    },
  });
}

export function serverDeployment(): Manifest {
  return object<IDeployment>({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: SERVER, annotations: inStage("server"), labels: labels("server") },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: selectorLabels("server") },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { annotations: { [SECRETS_REVISION]: "1" }, labels: labels("server") },
        spec: {
          ...restrictedPod(CERTCTL_UID),
          serviceAccountName: SERVER,
          // tls-reload signals the server, so they share one view of the processes.
          shareProcessNamespace: true,
          // preStop, then the longer of the scheduler's stop and the audit flush (30 s each, at once), and some air.
          terminationGracePeriodSeconds: 60,
          containers: [server(), tlsReload()],
          volumes: [
            TLS_VOLUME,
            { name: "issuing-ca", secret: { secretName: SECRETS.issuingCa, defaultMode: 0o440 } },
            { name: "tmp", emptyDir: {} },
          ],
        },
      },
    },
  });
}

function server(): IContainer {
  const path = (url: string) => ({ httpGet: { path: url, port: "https", scheme: "HTTPS" as const } });
  return {
    name: "server",
    image: `${SERVER_IMAGE}:${DEFAULT_VERSION}`,
    env: [
      { name: "CERTCTL_SERVER_HOST", value: "0.0.0.0" },
      { name: "CERTCTL_SERVER_PORT", value: String(SERVER_PORT) },
      ...TLS_ENV,
      ...DATABASE_ENV,
      fromConfig("CERTCTL_DATABASE_MAX_CONNS", "database-max-conns", true),
      { name: "CERTCTL_AUTH_TYPE", value: "api-key" },
      // Required even where named keys replace it; then it is ignored.
      fromSecret("CERTCTL_AUTH_SECRET", SECRETS.server, "auth-secret"),
      fromSecret("CERTCTL_API_KEYS_NAMED", SECRETS.server, "api-keys-named"),
      fromSecret("CERTCTL_AGENT_BOOTSTRAP_TOKEN", SECRETS.server, "agent-bootstrap-token"),
      fromSecret("CERTCTL_CONFIG_ENCRYPTION_KEY", SECRETS.encryption, "key"),
      // Without both files each process makes an authority of its own, anew at every start.
      { name: "CERTCTL_CA_CERT_PATH", value: "/etc/certctl/issuing-ca/tls.crt" },
      { name: "CERTCTL_CA_KEY_PATH", value: "/etc/certctl/issuing-ca/tls.key" },
      fromConfig("CERTCTL_RATE_LIMIT_BACKEND", "rate-limit-backend"),
      fromConfig("CERTCTL_LOG_LEVEL", "log-level"),
      { name: "CERTCTL_AUDIT_FLUSH_TIMEOUT_SECONDS", value: "30" },
      ...Object.entries(SERVER_DEFAULTS).map(([name, value]) => ({ name, value })),
    ],
    ports: [{ name: "https", containerPort: SERVER_PORT }],
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
    securityContext: RESTRICTED_CONTAINER,
    // The listener starts last, after migrations and whoever holds their lock.
    startupProbe: { ...path("/health"), periodSeconds: 5, failureThreshold: 120, timeoutSeconds: 5 },
    livenessProbe: { ...path("/health"), periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 5 },
    readinessProbe: { ...path("/ready"), periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 5 },
    // An idle server closes at once on SIGTERM; every node's proxy and the ingress must hear before that the pod goes.
    // On a busy node 5 s were too few; a rollout does not wait for it.
    lifecycle: { preStop: { exec: { command: ["sleep", "15"] } } },
    volumeMounts: [
      TLS_MOUNT,
      { name: "issuing-ca", mountPath: "/etc/certctl/issuing-ca", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}

function tlsReload(): IContainer {
  return {
    name: "tls-reload",
    image: `${SERVER_IMAGE}:${DEFAULT_VERSION}`,
    command: shell(reloadTls),
    resources: { requests: { cpu: "5m", memory: "16Mi" }, limits: { memory: "64Mi" } },
    securityContext: RESTRICTED_CONTAINER,
    volumeMounts: [TLS_MOUNT],
  };
}

function fromConfig(variable: string, key: string, optional = false): NonNullable<IContainer["env"]>[number] {
  const ref = { name: SERVER_CONFIG, key };
  return { name: variable, valueFrom: { configMapKeyRef: optional ? { ...ref, optional } : ref } };
}
