/** The three Jobs between the stages: the role's password, the schema, the agents' roles. */
import type { IJob } from "kubernetes-models/batch/v1/Job";
import type { IContainer } from "kubernetes-models/v1/Container";
import type { IVolume } from "kubernetes-models/v1/Volume";
import { jobInStage, SECRETS_REVISION } from "../certctl/annotations.ts";
import { DATABASE_IMAGE, DEFAULT_DATABASE_TAG, DEFAULT_VERSION, SERVER_IMAGE } from "../certctl/images.ts";
import { labels, type Part } from "../certctl/labels.ts";
import { CREDENTIALS_JOB, DATABASE, ENROLL_JOB, MIGRATE_JOB, SECRETS, SERVER, serverUrl } from "../certctl/names.ts";
import type { StageName } from "../certctl/stages.ts";
import type { Manifest } from "../model/manifest.ts";
import { DATABASE_ENV, DATABASE_PORT, DATABASE_ROLE, TLS_ENV, TLS_MOUNT, TLS_VOLUME } from "./certctl.ts";
import { object } from "./object.ts";
import {
  CERTCTL_UID,
  fromSecret,
  JOB_LIMITS,
  POSTGRES_UID,
  RESTRICTED_CONTAINER,
  restrictedPod,
  SMALL_JOB_RESOURCES,
  shell,
} from "./pods.ts";
import api from "./scripts/api.sh";
import credentials from "./scripts/credentials.sh";
import grantRoles from "./scripts/grant-roles.sh";

/** Makes the role's password that of the Secret, so that rotating it is a change of the Secret and of a revision. */
export function credentialsJob(): Manifest {
  return job({
    name: CREDENTIALS_JOB,
    stage: "credentials",
    part: "credentials",
    uid: POSTGRES_UID,
    account: DATABASE,
    seconds: 300,
    annotations: { [SECRETS_REVISION]: "1" },
    container: {
      name: "credentials",
      image: `${DATABASE_IMAGE}:${DEFAULT_DATABASE_TAG}`,
      command: shell(credentials),
      env: [
        { name: "PGHOST", value: DATABASE },
        { name: "PGPORT", value: String(DATABASE_PORT) },
        { name: "PGUSER", value: DATABASE_ROLE },
        { name: "PGDATABASE", value: "certctl" },
        fromSecret("PASSWORD", SECRETS.database, "password"),
        fromSecret("PREVIOUS_PASSWORD", SECRETS.database, "previous-password", true),
      ],
    },
  });
}

/**
 * Migrates with the server's own image, in the lightest form that the server accepts (its cmd/server/migrations.go): no listener (so no host), no keys. The TLS
 * files stay mandatory: the server reads its whole configuration before it migrates.
 */
export function migrateJob(): Manifest {
  return job({
    name: MIGRATE_JOB,
    stage: "migrate",
    part: "migrate",
    uid: CERTCTL_UID,
    account: SERVER,
    seconds: 900,
    volumes: [TLS_VOLUME],
    container: {
      name: "migrate",
      image: `${SERVER_IMAGE}:${DEFAULT_VERSION}`,
      args: ["--migrate-only"],
      env: [
        { name: "CERTCTL_AUTH_TYPE", value: "none" },
        { name: "CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY", value: "false" },
        ...TLS_ENV,
        ...DATABASE_ENV,
      ],
      volumeMounts: [TLS_MOUNT],
    },
  });
}

/** Grants the agent and enrolment keys their roles; the administrator's key is read here and on no node. */
export function enrollJob(namespace: string): Manifest {
  return job({
    name: ENROLL_JOB,
    stage: "enroll",
    part: "enroll",
    uid: CERTCTL_UID,
    account: SERVER,
    seconds: 300,
    volumes: [
      {
        name: "server-ca",
        secret: { secretName: SECRETS.tls, items: [{ key: "ca.crt", path: "ca.crt" }], defaultMode: 0o440 },
      },
    ],
    container: {
      name: "enroll",
      image: `${SERVER_IMAGE}:${DEFAULT_VERSION}`,
      command: shell(api + grantRoles),
      env: [
        { name: "CERTCTL_SERVER_URL", value: serverUrl(namespace) },
        { name: "CERTCTL_SERVER_CA_BUNDLE_PATH", value: "/etc/certctl/ca/ca.crt" },
        fromSecret("API_KEY", SECRETS.admin, "api-key"),
      ],
      volumeMounts: [{ name: "server-ca", mountPath: "/etc/certctl/ca", readOnly: true }],
    },
  });
}

interface JobParts {
  readonly name: string;
  readonly stage: StageName;
  readonly part: Part;
  readonly uid: number;
  readonly account: string;
  readonly seconds: number;
  readonly annotations?: Record<string, string>;
  readonly container: IContainer;
  readonly volumes?: IVolume[];
}

function job(parts: JobParts): Manifest {
  const metadata = { labels: labels(parts.part) };
  return object<IJob>({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: parts.name, annotations: jobInStage(parts.stage), labels: labels(parts.part) },
    spec: {
      ...JOB_LIMITS,
      activeDeadlineSeconds: parts.seconds,
      template: {
        metadata: parts.annotations === undefined ? metadata : { annotations: parts.annotations, ...metadata },
        spec: {
          ...restrictedPod(parts.uid),
          restartPolicy: "Never",
          serviceAccountName: parts.account,
          containers: [{ ...parts.container, resources: SMALL_JOB_RESOURCES, securityContext: RESTRICTED_CONTAINER }],
          ...(parts.volumes === undefined ? {} : { volumes: parts.volumes }),
        },
      },
    },
  });
}
