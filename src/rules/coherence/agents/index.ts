/** Rules about agents: who they are, whom they call, and where their keys lie. */
import type { CoherenceRule } from "../../rule.ts";
import { agentApiKey } from "./agent-api-key.ts";
import { agentDiscovery } from "./agent-discovery.ts";
import { agentId } from "./agent-id.ts";
import { agentKeyDirectory } from "./agent-key-directory.ts";
import { agentProbe } from "./agent-probe.ts";
import { agentServerUrl } from "./agent-server-url.ts";
import { agentWorkload } from "./agent-workload.ts";

export const AGENTS_RULES: readonly CoherenceRule[] = [
  agentApiKey,
  agentDiscovery,
  agentId,
  agentKeyDirectory,
  agentProbe,
  agentServerUrl,
  agentWorkload,
];
