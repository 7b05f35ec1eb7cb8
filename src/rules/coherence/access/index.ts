/** Rules about access: who may ask certctl for what. */
import type { CoherenceRule } from "../../rule.ts";
import { agentOwnKey } from "./agent-own-key.ts";
import { agentRole } from "./agent-role.ts";
import { apiKeysNamed } from "./api-keys-named.ts";
import { approvalBypass } from "./approval-bypass.ts";
import { authSecret } from "./auth-secret.ts";
import { authTypeSupported } from "./auth-type-supported.ts";
import { bootstrapToken } from "./bootstrap-token.ts";
import { demoMode } from "./demo-mode.ts";
import { demoResidual } from "./demo-residual.ts";
import { encryptionKey } from "./encryption-key.ts";
import { openServer } from "./open-server.ts";

export const ACCESS_RULES: readonly CoherenceRule[] = [
  agentOwnKey,
  agentRole,
  apiKeysNamed,
  approvalBypass,
  authSecret,
  authTypeSupported,
  bootstrapToken,
  demoMode,
  demoResidual,
  encryptionKey,
  openServer,
];
