/** All cases, by rule. */
import type { Cases } from "./case.ts";
import { ENGINES } from "./cases-engines.ts";
import { IMMUTABLE } from "./cases-immutable.ts";
import { REMOVED } from "./cases-removed.ts";
import { SETTINGS } from "./cases-settings.ts";
import { WORKLOADS } from "./cases-workloads.ts";

export const CASES: Readonly<Record<string, Cases>> = {
  ...REMOVED,
  ...IMMUTABLE,
  ...SETTINGS,
  ...ENGINES,
  ...WORKLOADS,
};
