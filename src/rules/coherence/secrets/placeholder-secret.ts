/** No secret is a word that a template left there. */
import type { CoherenceRule } from "../../rule.ts";
import { isPlaceholder } from "./placeholder.ts";
import { secretTexts } from "./secret-texts.ts";

/** Those that certctl refuses outside demo mode (internal/config/config.go); it takes all others. */
const REFUSED: Readonly<Record<string, string>> = {
  CERTCTL_AUTH_SECRET: "change-me-in-production",
  CERTCTL_CONFIG_ENCRYPTION_KEY: "change-me-32-char-encryption-key",
};

export const placeholderSecret: CoherenceRule = {
  name: "placeholder-secret",
  severity: "error",
  title: "No secret is a placeholder.",
  *check(installation) {
    for (const { name, resource, path, secrets } of secretTexts(installation)) {
      const found = secrets.find((secret) => isPlaceholder(secret));
      if (found === undefined) continue;
      const then =
        REFUSED[name] === found
          ? "certctl refuses to start with this one"
          : "it is taken as it is, and known to everybody who knows the template";
      yield {
        resource,
        path,
        message: `${name} is a placeholder, not a secret: ${then}`,
        fix: "Put random text into the Secret (openssl rand -hex 32), and keep it out of Git.",
      };
    }
  },
};
