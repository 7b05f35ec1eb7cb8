/**
 * The profile table: what each profile says where a cluster says nothing. The files below `overlays/` say the same in
 * kustomize's words; a test holds the two against each other.
 */
import type { ProfileName, Resources } from "../model/environment.ts";

export interface Profile {
  readonly name: ProfileName;
  readonly replicas: number;
  readonly migrations: "hook" | "boot";
  readonly rateLimitBackend: "memory" | "postgres";
  readonly affinity: "none" | "ClientIP";
  readonly resources: Resources;
  readonly logLevel: "debug" | "info";
  /** CERTCTL_DATABASE_MAX_CONNS as the profile's overlay sets it; 0 leaves certctl's default. */
  readonly maxConnections: number;
  readonly spread: boolean;
}

export const AFFINITY_TIMEOUT_SECONDS = 10800;

/** Connections that PostgreSQL allows by default, and those kept for people and backups. */
export const DATABASE_MAX_CONNECTIONS = 100;
const RESERVED_CONNECTIONS = 10;

/** How many connections one server may hold so that all of them, and one more during a rollout, fit. */
export function connectionsPerServer(maxConnections: number, replicas: number, surge: number): number {
  return Math.floor((maxConnections - RESERVED_CONNECTIONS) / (replicas + surge));
}

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  dev: {
    name: "dev",
    replicas: 1,
    migrations: "boot",
    rateLimitBackend: "memory",
    affinity: "none",
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
    logLevel: "debug",
    maxConnections: 0,
    spread: false,
  },
  "single-node": {
    name: "single-node",
    replicas: 1,
    migrations: "hook",
    rateLimitBackend: "memory",
    affinity: "none",
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
    logLevel: "info",
    maxConnections: 0,
    spread: false,
  },
  ha: {
    name: "ha",
    replicas: 3,
    migrations: "hook",
    rateLimitBackend: "postgres",
    affinity: "ClientIP",
    resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "1Gi" } },
    logLevel: "info",
    maxConnections: connectionsPerServer(DATABASE_MAX_CONNECTIONS, 3, 1),
    spread: true,
  },
};

export const AGENT_RESOURCES: Resources = { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "128Mi" } };
export const AGENT_STORAGE = "1Gi";
/** The same in every profile: the claim of a StatefulSet can't be changed, and a cluster moves to another profile with its data. */
export const DATABASE_STORAGE = "10Gi";
export const DATABASE_RESOURCES: Resources = { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } };
