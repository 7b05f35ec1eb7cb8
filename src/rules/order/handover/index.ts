/** Rules about the objects that hand a cluster over to an engine. */
import type { OrderRule } from "../../rule.ts";
import { duplicateObject } from "./duplicate-object.ts";
import { engineApiVersion } from "./engine-api-version.ts";
import { gitUrlPlaceholder } from "./git-url-placeholder.ts";
import { handoverComplete } from "./handover-complete.ts";
import { pruneOff } from "./prune-off.ts";

export const HANDOVER_RULES: readonly OrderRule[] = [
  duplicateObject,
  engineApiVersion,
  gitUrlPlaceholder,
  handoverComplete,
  pruneOff,
];
