/** Rules about Jobs and hooks, whatever the engine. */
import type { OrderRule } from "../../rule.ts";
import { hookDeletePolicy } from "./hook-delete-policy.ts";
import { hookSkipped } from "./hook-skipped.ts";
import { hookTwice } from "./hook-twice.ts";
import { jobDeadline } from "./job-deadline.ts";
import { jobImmutable } from "./job-immutable.ts";
import { jobTtl } from "./job-ttl.ts";
import { orderAnnotations } from "./order-annotations.ts";

export const JOBS_RULES: readonly OrderRule[] = [
  hookDeletePolicy,
  hookSkipped,
  hookTwice,
  jobDeadline,
  jobImmutable,
  jobTtl,
  orderAnnotations,
];
