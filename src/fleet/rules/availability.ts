/** More than one server needs what servers share. */

import lt from "semver/functions/lt.js";
import { DEFAULT_VERSION } from "../../certctl/images.ts";
import { PROFILES } from "../../certctl/profiles.ts";
import type { FleetRule, Problem, Subject } from "./rule.ts";

export function replicas({ settings, profile }: Subject): number {
  return settings.server?.replicas ?? PROFILES[profile].replicas;
}

export const haRateLimitBackend: FleetRule = {
  name: "ha-rate-limit-backend",
  acceptable: true,
  check(subject) {
    const backend = subject.settings.rateLimit?.backend ?? PROFILES[subject.profile].rateLimitBackend;
    if (replicas(subject) === 1 || backend === "postgres") return [];
    const message = `${replicas(subject)} servers count their rate limits in memory, so a client gets the limit ${replicas(subject)} times over`;
    return [
      { path: ["rateLimit", "backend"], message, fix: "Set rateLimit.backend: postgres, or server.replicas: 1." },
    ];
  },
};

export const haSessionAffinity: FleetRule = {
  name: "ha-session-affinity",
  acceptable: true,
  check(subject) {
    const affinity = subject.settings.service?.affinity ?? PROFILES[subject.profile].affinity;
    if (replicas(subject) === 1 || affinity === "ClientIP") return [];
    const message = `${replicas(subject)} servers without affinity: a client's requests go to any of them, and a key made through one is unknown to the others until they restart`;
    return [{ path: ["service", "affinity"], message, fix: "Set service.affinity: ClientIP, or server.replicas: 1." }];
  },
};

export const haEmbeddedDatabase: FleetRule = {
  name: "ha-embedded-database",
  acceptable: true,
  check(subject) {
    if (replicas(subject) === 1 || subject.settings.database?.type === "external") return [];
    const message = "several servers share one embedded PostgreSQL: while its pod or node is away, none of them works";
    const fix = "Set database.type: external, or accept rule ha-embedded-database with a reason.";
    return [{ path: ["database", "type"], message, fix, severity: "warning" }];
  },
};

/** Settings that older releases do not read, or read otherwise (certctl's tags). */
const NEEDS: readonly { since: string; what: string; fix: string; path: string[]; when: (s: Subject) => boolean }[] = [
  {
    since: "v2.1.0",
    what: "API keys with roles, which agents need",
    fix: `Set certctl.version: ${DEFAULT_VERSION}.`,
    path: ["certctl", "version"],
    when: () => true,
  },
  {
    since: "v2.1.3",
    what: "migrations: hook (older servers ignore --migrate-only and start, so the Job never ends)",
    fix: "Set migrations: boot, or a newer certctl.version.",
    path: ["certctl", "version"],
    when: (s) => (s.settings.migrations ?? PROFILES[s.profile].migrations) === "hook",
  },
  {
    since: "v2.1.4",
    what: "rateLimit.backend: postgres (older servers ignore it and count in memory)",
    fix: "Set a newer certctl.version.",
    path: ["certctl", "version"],
    when: (s) => (s.settings.rateLimit?.backend ?? PROFILES[s.profile].rateLimitBackend) === "postgres",
  },
];

export const certctlVersion: FleetRule = {
  name: "certctl-version",
  acceptable: true,
  check(subject) {
    const version = subject.settings.certctl?.version ?? DEFAULT_VERSION;
    return NEEDS.filter((need) => need.when(subject) && lt(version, need.since)).map(
      (need): Problem => ({
        path: need.path,
        message: `certctl ${version} is older than ${need.since}, the first with ${need.what}`,
        fix: need.fix,
      }),
    );
  },
};
