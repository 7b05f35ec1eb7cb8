/** Rules about TLS: the server's certificate, and the trust in it. */
import type { CoherenceRule } from "../../rule.ts";
import { agentNoServerKey } from "./agent-no-server-key.ts";
import { agentTrust } from "./agent-trust.ts";
import { tlsFiles } from "./tls-files.ts";
import { tlsKeyReadable } from "./tls-key-readable.ts";
import { tlsNames } from "./tls-names.ts";
import { tlsReload } from "./tls-reload.ts";
import { tlsSingleSource } from "./tls-single-source.ts";
import { tlsUsage } from "./tls-usage.ts";

export const TLS_RULES: readonly CoherenceRule[] = [
  agentNoServerKey,
  agentTrust,
  tlsFiles,
  tlsKeyReadable,
  tlsNames,
  tlsReload,
  tlsSingleSource,
  tlsUsage,
];
