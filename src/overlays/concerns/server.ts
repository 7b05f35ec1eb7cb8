/** What this cluster's server has that differs from its profile: size, logs, limits, connections, revision, variables. */

import { IGNORE, SECRETS_REVISION } from "../../certctl/annotations.ts";
import { SERVER, SERVER_CONFIG } from "../../certctl/names.ts";
import { AFFINITY_TIMEOUT_SECONDS, PROFILES } from "../../certctl/profiles.ts";
import { SERVER_DEFAULTS } from "../../certctl/server-defaults.ts";
import type { Environment } from "../../model/environment.ts";
import type { JsonObject } from "../../model/json.ts";
import { type Contribution, merge } from "../contribution.ts";
import { resources } from "../resources.ts";
import { agentWorkload, CREDENTIALS_WORKLOAD, containerPatch, SERVER_WORKLOAD, specPatch } from "../workloads.ts";

export function server(env: Environment): Contribution[] {
  return [
    ...replicas(env),
    ...settings(env),
    ...resources(SERVER_WORKLOAD, env.server.resources, PROFILES[env.profile].resources, "this cluster's server"),
    ...defaults(env),
    ...variables(env),
    ...affinity(env),
    ...secretsRevision(env),
    ...accepted(env),
  ];
}

function replicas(env: Environment): Contribution[] {
  const count = env.server.replicas;
  if (count === PROFILES[env.profile].replicas) return [];
  return [{ stage: "server", replicas: { name: SERVER, count } }];
}

function settings(env: Environment): Contribution[] {
  const profile = PROFILES[env.profile];
  const setting = (file: string, why: string, key: string, value: string | null): Contribution =>
    merge("server", file, why, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: SERVER_CONFIG },
      data: { [key]: value },
    });
  const changes: Contribution[] = [];
  if (env.server.logLevel !== profile.logLevel) {
    changes.push(setting("log-level.yaml", "What this cluster's server says.", "log-level", env.server.logLevel));
  }
  if (env.rateLimit.backend !== profile.rateLimitBackend) {
    const why = "Where this cluster's server counts its rate limits.";
    changes.push(setting("rate-limit-backend.yaml", why, "rate-limit-backend", env.rateLimit.backend));
  }
  if (env.server.maxConnections !== profile.maxConnections) {
    const why = "How many database connections each server of this cluster may hold.";
    const value = env.server.maxConnections === 0 ? null : String(env.server.maxConnections);
    changes.push(setting("connection-cap.yaml", why, "database-max-conns", value));
  }
  return changes;
}

/** What the base has is merged by its name: appended it would stand twice. */
function defaults(env: Environment): Contribution[] {
  const changed = env.server.env.filter(
    (variable) => ofTheBase(variable) && variable.value !== SERVER_DEFAULTS[String(variable.name)],
  );
  if (changed.length === 0) return [];
  const patch = containerPatch(SERVER_WORKLOAD, {
    // Where it comes from somewhere else, the base's value has to go.
    env: changed.map(({ name = null, ...origin }) => ({ name, value: null, ...origin })),
  });
  return [merge("server", "environment-defaults.yaml", "What this cluster sets otherwise than the base.", patch)];
}

function ofTheBase({ name }: JsonObject): boolean {
  return Object.hasOwn(SERVER_DEFAULTS, String(name));
}

function variables(env: Environment): Contribution[] {
  const own = env.server.env.filter((variable) => !ofTheBase(variable));
  if (own.length === 0) return [];
  // Appended, not merged: a merge would put them first, and `$(NAME)` reads only what stands before it.
  const body = own.map((value) => ({ op: "add", path: "/spec/template/spec/containers/0/env/-", value }));
  const target = { kind: "Deployment", name: SERVER };
  return [
    { stage: "server", patch: { file: "environment.yaml", why: "Variables of this cluster's own.", body, target } },
  ];
}

function affinity(env: Environment): Contribution[] {
  const profile = PROFILES[env.profile];
  const { affinity: wanted, affinityTimeoutSeconds } = env.service;
  if (wanted === profile.affinity && (wanted === "none" || affinityTimeoutSeconds === AFFINITY_TIMEOUT_SECONDS))
    return [];
  const spec =
    wanted === "none"
      ? { sessionAffinity: "None", sessionAffinityConfig: null }
      : {
          sessionAffinity: "ClientIP",
          sessionAffinityConfig: { clientIP: { timeoutSeconds: affinityTimeoutSeconds } },
        };
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: SERVER }, spec };
  return [
    merge("server", "service-affinity.yaml", "How long a client stays with one server of this cluster.", service),
  ];
}

function secretsRevision(env: Environment): Contribution[] {
  const revision = env.server.secretsRevision;
  if (revision === "1") return [];
  const template = { metadata: { annotations: { [SECRETS_REVISION]: revision } } };
  const why = "Counts the rotations of this cluster's Secrets: pods read them when they start.";
  const file = "secrets-revision.yaml";
  return [
    merge("credentials", file, why, specPatch(CREDENTIALS_WORKLOAD, { template })),
    merge("server", file, why, specPatch(SERVER_WORKLOAD, { template })),
    ...(env.agents.kind === "off" ? [] : [merge("agent", file, why, specPatch(agentWorkload(env), { template }))]),
  ];
}

/** What a person accepted against a rule stands on the object that the rule is about. */
function accepted(env: Environment): Contribution[] {
  if (env.accept.length === 0) return [];
  const annotations = Object.fromEntries(env.accept.map((a) => [IGNORE + a.rule, a.reason]));
  const patch = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: SERVER, annotations } };
  return [merge("server", "accepted.yaml", "What the owners of this cluster accepted, and why.", patch)];
}
