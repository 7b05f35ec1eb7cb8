/** Rules about what engines must not delete. */
import type { OrderRule } from "../../rule.ts";
import { dataProtected } from "./data-protected.ts";
import { forceOnData } from "./force-on-data.ts";
import { releaseRemediation } from "./release-remediation.ts";

export const DATA_RULES: readonly OrderRule[] = [dataProtected, forceOnData, releaseRemediation];
