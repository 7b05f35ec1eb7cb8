/** Rules about monitoring: metrics are scraped, and alerts can fire. */
import type { CoherenceRule } from "../../rule.ts";
import { alertExpression } from "./alert-expression.ts";
import { monitoringEndpoint } from "./monitoring-endpoint.ts";
import { monitoringToken } from "./monitoring-token.ts";

export const MONITORING_RULES: readonly CoherenceRule[] = [alertExpression, monitoringEndpoint, monitoringToken];
