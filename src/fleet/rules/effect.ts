/** Settings that do nothing beside another one: whoever wrote them expects otherwise, so they are told. */
import { PROFILES } from "../../certctl/profiles.ts";
import { isOfDefaults } from "../layer.ts";
import type { WrittenSettings } from "../written.ts";
import type { FleetRule, Problem, Subject } from "./rule.ts";

interface Idle {
  readonly block: "agents" | "argocd" | "flux" | "ingress" | "service";
  readonly isIdle: (key: string) => boolean;
  /** What makes it idle, and the setting by which it would count. */
  readonly since: string;
  readonly wanted: string;
}

/** What `defaults` say is for the clusters that can use it, so only what a cluster or a flag says is told. */
export const settingWithoutEffect: FleetRule = {
  name: "setting-without-effect",
  acceptable: false,
  check(subject) {
    const { settings, layer } = subject;
    return idleSettings(subject).flatMap(({ block, isIdle, since, wanted }) =>
      Object.keys(settings[block] ?? {})
        .filter((key) => isIdle(key) && !isOfDefaults(layer, [block, key]))
        .map((key): Problem => {
          const message = `${block}.${key} has no effect: ${since}`;
          return { path: [block, key], message, fix: `Remove it, or set ${wanted}.`, severity: "warning" };
        }),
    );
  },
};

function idleSettings({ settings, profile }: Subject): Idle[] {
  return [
    ...idleAgents(settings.agents),
    ...idleIngress(settings.ingress),
    ...idleEngine(settings.engine),
    ...idleService(settings.service?.affinity ?? PROFILES[profile].affinity),
  ];
}

function idleAgents({ kind = "daemonset" }: NonNullable<WrittenSettings["agents"]> = {}): Idle[] {
  const block = "agents";
  if (kind === "off") {
    const wanted = "agents.kind: daemonset or statefulset";
    return [{ block, isIdle: (key) => key !== "kind", since: "agents.kind is off", wanted }];
  }
  if (kind === "statefulset") return [];
  const since = "agents.kind is daemonset, with an agent and its folder on each node";
  const isIdle = (key: string): boolean => key === "replicas" || key === "storage";
  return [{ block, isIdle, since, wanted: "agents.kind: statefulset" }];
}

function idleIngress({ type = "none" }: NonNullable<WrittenSettings["ingress"]> = {}): Idle[] {
  const block = "ingress";
  if (type === "none") {
    const wanted = "ingress.type: nginx or traefik";
    return [{ block, isIdle: (key) => key !== "type", since: "the cluster has no ingress.type", wanted }];
  }
  if (type === "nginx") return [];
  const since = "ingress.type is traefik, and its routes have no class";
  return [{ block, isIdle: (key) => key === "className", since, wanted: "ingress.type: nginx" }];
}

function idleEngine(engine: WrittenSettings["engine"] = "both"): Idle[] {
  if (engine === "both") return [];
  const block = engine === "argocd" ? "flux" : "argocd";
  return [{ block, isIdle: () => true, since: `engine is ${engine}`, wanted: `engine: ${block} or both` }];
}

function idleService(affinity: "none" | "ClientIP"): Idle[] {
  if (affinity === "ClientIP") return [];
  const isIdle = (key: string): boolean => key === "affinityTimeoutSeconds";
  return [{ block: "service", isIdle, since: "service.affinity is none", wanted: "service.affinity: ClientIP" }];
}
