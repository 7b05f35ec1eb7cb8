/** Amounts that Kubernetes takes: no request above its limit, no disk without room. */
import { AGENT_RESOURCES, DATABASE_RESOURCES, PROFILES } from "../../certctl/profiles.ts";
import { quantity } from "../../k8s/quantity.ts";
import type { Resources } from "../../model/environment.ts";
import { mergedResources } from "../resources.ts";
import type { FleetRule, Problem } from "./rule.ts";

export const resourceLimits: FleetRule = {
  name: "resource-limits",
  acceptable: false,
  check({ settings, profile }) {
    const { server, agents, database } = settings;
    return [
      ...aboveLimits("server", server?.resources, PROFILES[profile].resources),
      ...(agents?.kind === "off" ? [] : aboveLimits("agents", agents?.resources, AGENT_RESOURCES)),
      ...(database?.type === "external" ? [] : aboveLimits("database", database?.resources, DATABASE_RESOURCES)),
      ...noRoom("agents", agents?.storage?.size),
      ...noRoom("database", database?.storage?.size),
    ];
  },
};

function aboveLimits(of: string, written: Partial<Resources> | undefined, otherwise: Resources): Problem[] {
  const { requests, limits } = mergedResources(written, otherwise);
  const isWritten = (kind: keyof Resources, name: string): boolean => Object.hasOwn(written?.[kind] ?? {}, name);
  return Object.entries(requests).flatMap(([name, request]): Problem[] => {
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (limit === undefined || (quantity(request) ?? 0) <= (quantity(limit) ?? 0)) return [];
    const said = (kind: keyof Resources): string => (isWritten(kind, name) ? "" : ", which nobody wrote otherwise");
    const at = `${of}.resources`;
    const message = `${at}.requests.${name} is ${request}${said("requests")}, above ${at}.limits.${name}, ${limit}${said("limits")}: Kubernetes refuses such a pod`;
    const fix = `Set ${at}.limits.${name} to ${request} or more, or ${at}.requests.${name} to ${limit} or less.`;
    const path = [of, "resources", isWritten("limits", name) ? "limits" : "requests", name];
    return [{ path, message, fix }];
  });
}

function noRoom(of: string, size: string | undefined): Problem[] {
  if (size === undefined || quantity(size) !== 0) return [];
  const message = `${of}.storage.size is ${size}, and Kubernetes refuses a claim without room`;
  return [{ path: [of, "storage", "size"], message, fix: "Give it a size, such as 10Gi." }];
}
