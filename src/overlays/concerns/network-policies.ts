/** Whether this cluster has NetworkPolicies. */
import type { StageName } from "../../certctl/stages.ts";
import type { Environment } from "../../model/environment.ts";
import type { Contribution } from "../contribution.ts";

export function networkPolicies(env: Environment): Contribution[] {
  if (env.networkPolicies === "ingress") return [];
  const stages: StageName[] = ["config", "database", "agent"];
  return stages.map((stage) => ({ stage, component: "network-policies-off" }));
}
