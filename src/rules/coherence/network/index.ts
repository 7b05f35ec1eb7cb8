/** Rules about the network: who can reach whom, and how. */
import type { CoherenceRule } from "../../rule.ts";
import { ingressBackendProtocol } from "./ingress-backend-protocol.ts";
import { ingressRoute } from "./ingress-route.ts";
import { networkPolicyDatabase } from "./network-policy-database.ts";
import { networkPolicyPeers } from "./network-policy-peers.ts";
import { networkPolicyWide } from "./network-policy-wide.ts";
import { selectorOverlap } from "./selector-overlap.ts";
import { serviceTarget } from "./service-target.ts";

export const NETWORK_RULES: readonly CoherenceRule[] = [
  ingressBackendProtocol,
  ingressRoute,
  networkPolicyDatabase,
  networkPolicyPeers,
  networkPolicyWide,
  selectorOverlap,
  serviceTarget,
];
