/** Rules about the network: who can reach whom, and how. */
import type { CoherenceRule } from "../../rule.ts";
import { ingressBackendProtocol } from "./ingress-backend-protocol.ts";
import { networkPolicyDatabase } from "./network-policy-database.ts";
import { networkPolicyPeers } from "./network-policy-peers.ts";

export const NETWORK_RULES: readonly CoherenceRule[] = [
  ingressBackendProtocol,
  networkPolicyDatabase,
  networkPolicyPeers,
];
