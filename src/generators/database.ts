/** The embedded PostgreSQL: a StatefulSet with its claim, and the headless Service that the others connect to. */
import type { IStatefulSet } from "kubernetes-models/apps/v1/StatefulSet";
import type { IService } from "kubernetes-models/v1/Service";
import { inStage, KEPT } from "../certctl/annotations.ts";
import { DATABASE_IMAGE, DEFAULT_DATABASE_TAG } from "../certctl/images.ts";
import { labels, selectorLabels } from "../certctl/labels.ts";
import { DATABASE, SECRETS } from "../certctl/names.ts";
import { DATABASE_STORAGE } from "../certctl/profiles.ts";
import type { Manifest } from "../model/manifest.ts";
import { DATABASE_PORT, DATABASE_ROLE } from "./certctl.ts";
import { object } from "./object.ts";
import { fromSecret, POSTGRES_UID, RESTRICTED_CONTAINER, restrictedPod } from "./pods.ts";

export function databaseService(): Manifest {
  return object<IService>({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: DATABASE, annotations: { ...KEPT, ...inStage("database") }, labels: labels("database") },
    spec: {
      clusterIP: "None",
      ports: [{ name: "postgres", port: DATABASE_PORT, targetPort: "postgres" }],
      selector: selectorLabels("database"),
    },
  });
}

export function databaseStatefulSet(): Manifest {
  return object<IStatefulSet>({
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: DATABASE, annotations: { ...KEPT, ...inStage("database") }, labels: labels("database") },
    spec: {
      replicas: 1,
      selector: { matchLabels: selectorLabels("database") },
      serviceName: DATABASE,
      // OnDelete would look healthy to both engines while the old pod still runs.
      updateStrategy: { type: "RollingUpdate" },
      template: {
        metadata: { labels: labels("database") },
        spec: {
          ...restrictedPod(POSTGRES_UID),
          serviceAccountName: DATABASE,
          // The image stops on SIGINT, a fast shutdown; it still writes a checkpoint first.
          terminationGracePeriodSeconds: 90,
          containers: [container()],
          volumes: [
            { name: "run", emptyDir: {} },
            { name: "tmp", emptyDir: {} },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name: "data" },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: DATABASE_STORAGE } } },
        },
      ],
    },
  });
}

type Container = NonNullable<NonNullable<NonNullable<IStatefulSet["spec"]>["template"]["spec"]>["containers"]>[number];

function container(): Container {
  // Over TCP: while initdb runs, the image's temporary server listens on its socket only and must not count as ready.
  const ready = { command: ["pg_isready", "-h", "127.0.0.1", "-U", DATABASE_ROLE, "-d", "certctl"] };
  return {
    name: "postgres",
    image: `${DATABASE_IMAGE}:${DEFAULT_DATABASE_TAG}`,
    env: [
      { name: "POSTGRES_USER", value: DATABASE_ROLE },
      { name: "POSTGRES_DB", value: "certctl" },
      fromSecret("POSTGRES_PASSWORD", SECRETS.database, "password"),
      // Below the mount: initdb must own its directory, and a fresh disk has a lost+found at its root.
      { name: "PGDATA", value: "/var/lib/postgresql/data/pgdata" },
    ],
    ports: [{ name: "postgres", containerPort: DATABASE_PORT }],
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
    securityContext: RESTRICTED_CONTAINER,
    // An hour: after a crash the server answers only when it has replayed its log, and a kill would start that anew.
    startupProbe: { exec: ready, periodSeconds: 2, failureThreshold: 1800, timeoutSeconds: 5 },
    readinessProbe: { exec: ready, periodSeconds: 10, timeoutSeconds: 5 },
    livenessProbe: { exec: ready, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 },
    volumeMounts: [
      { name: "data", mountPath: "/var/lib/postgresql/data" },
      { name: "run", mountPath: "/var/run/postgresql" },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}
