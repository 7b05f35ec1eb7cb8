/** One switch for both sides of DEPL-003: whether the migration Job exists, and whether the server knows of it. */
import { PROFILES } from "../../certctl/profiles.ts";
import type { Environment } from "../../model/environment.ts";
import type { Contribution } from "../contribution.ts";

/** The stage `migrate` is there exactly when this says `hook`; see `stages.ts`. */
export function migrations(env: Environment): Contribution[] {
  if (env.migrations === PROFILES[env.profile].migrations) return [];
  return [{ stage: "server", component: `migrations-${env.migrations}` }];
}
