/** Rules about how Flux and Helm apply. */
import type { OrderRule } from "../../rule.ts";
import { chartRevision } from "./chart-revision.ts";
import { dependencyCycle } from "./dependency-cycle.ts";
import { dependencyExists } from "./dependency-exists.ts";
import { dependencyLockStep } from "./dependency-lock-step.ts";
import { dependencyWaits } from "./dependency-waits.ts";
import { fluxExpression } from "./flux-expression.ts";
import { sourceExists } from "./source-exists.ts";
import { substitution } from "./substitution.ts";
import { timeoutDeadline } from "./timeout-deadline.ts";

export const FLUX_RULES: readonly OrderRule[] = [
  chartRevision,
  dependencyCycle,
  dependencyExists,
  dependencyLockStep,
  dependencyWaits,
  fluxExpression,
  sourceExists,
  substitution,
  timeoutDeadline,
];
