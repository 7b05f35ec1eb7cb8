/** Rules about secrets: where Secrets come from, and that nothing else holds one. */
import type { CoherenceRule } from "../../rule.ts";
import { configMissing } from "./config-missing.ts";
import { placeholderSecret } from "./placeholder-secret.ts";
import { plaintextSecret } from "./plaintext-secret.ts";
import { referenceOdd } from "./reference-odd.ts";
import { requiredSecrets } from "./required-secrets.ts";
import { secretKeyMissing } from "./secret-key-missing.ts";

export const SECRETS_RULES: readonly CoherenceRule[] = [
  configMissing,
  placeholderSecret,
  plaintextSecret,
  referenceOdd,
  requiredSecrets,
  secretKeyMissing,
];
