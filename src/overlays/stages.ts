/** The kustomizations of one cluster: each stage picks its overlay and components, and patches what differs here. */
import { PROFILES } from "../certctl/profiles.ts";
import { STAGE_NAMES, type StageName } from "../certctl/stages.ts";
import type { Environment } from "../model/environment.ts";
import { agentKind, agents } from "./concerns/agents.ts";
import { database } from "./concerns/database.ts";
import { images } from "./concerns/images.ts";
import { ingress } from "./concerns/ingress.ts";
import { manualSecrets } from "./concerns/manual-secrets.ts";
import { migrations } from "./concerns/migrations.ts";
import { networkPolicies } from "./concerns/network-policies.ts";
import { placement } from "./concerns/placement.ts";
import { scheduling } from "./concerns/scheduling.ts";
import { secrets } from "./concerns/secrets.ts";
import { server } from "./concerns/server.ts";
import { tls } from "./concerns/tls.ts";
import type { Contribution } from "./contribution.ts";

/** In this order their components are applied: what exchanges a workload stands before what patches it. */
const CONCERNS: readonly ((env: Environment) => Contribution[])[] = [
  agentKind,
  placement,
  migrations,
  database,
  tls,
  secrets,
  manualSecrets,
  networkPolicies,
  ingress,
  server,
  agents,
  scheduling,
  images,
];

export interface ClusterStage {
  readonly name: StageName;
  readonly namespace: string;
  /** `overlays/ha/server`, `base/migrate`, or empty where the stage is made of components alone. */
  readonly from: string;
  readonly contributions: readonly Contribution[];
  /** The directory of the user's own Component, relative to the repository, or empty. */
  readonly own: string;
}

/** The stages that this cluster has, in the order of the table. */
export function clusterStages(env: Environment): ClusterStage[] {
  const contributions = CONCERNS.flatMap((concern) => concern(env));
  return STAGE_NAMES.filter((name) => present(env, name)).map((name) => ({
    name,
    namespace: name === "agent" ? env.agents.namespace : env.namespace.name,
    from: startsFrom(env, name),
    contributions: contributions.filter((c) => c.stage === name && isInBundle(env, name)),
    own: env.own[name] ?? "",
  }));
}

function present(env: Environment, name: StageName): boolean {
  switch (name) {
    case "database":
      return env.database.type === "embedded" || env.own.database !== undefined;
    case "credentials":
      return env.database.type === "embedded";
    case "migrate":
      return env.migrations === "hook";
    case "agent":
      return env.agents.kind !== "off";
    case "edge":
      return env.ingress.type !== "none" || env.own.edge !== undefined;
    default:
      return true;
  }
}

/** With a database elsewhere, stage `database` is a place for the user's own objects, and the bundle has nothing in it. */
function isInBundle(env: Environment, name: StageName): boolean {
  return name !== "database" || env.database.type === "embedded";
}

function startsFrom(env: Environment, name: StageName): string {
  if (name === "edge" || !isInBundle(env, name)) return "";
  // A profile that migrates at boot has no overlay for the Job; the base has it.
  if (name === "migrate" && PROFILES[env.profile].migrations === "boot") return "base/migrate";
  return `overlays/${env.profile}/${name}`;
}
