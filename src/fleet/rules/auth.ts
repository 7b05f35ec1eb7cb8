/** Ways to log in that certctl really has. */
import type { FleetRule, Problem } from "./rule.ts";

const GATEWAY =
  "Leave auth.type: api-key, and put an authenticating gateway (oauth2-proxy, Envoy) before the Service that logs people in and sends `Authorization: Bearer <key>` on; agents go to the Service directly.";

/** Why the other words are refused (certctl's internal/config/auth.go, cmd/server). */
const REASONS: Readonly<Record<string, string>> = {
  jwt: "certctl has no JWT check; it refuses to start with it, and older ones silently checked API keys instead",
  oidc: "released servers exit with it, and its login pages can't be reached in the image (the dashboard answers in their place)",
  none: "an open server refuses to start on an address that a Service can reach, unless a demo flag with a time stamp of the last 24 hours is set",
};

export const authTypeSupported: FleetRule = {
  name: "auth-type-supported",
  acceptable: false,
  check({ settings }): Problem[] {
    const type = settings.auth?.type ?? "api-key";
    if (type === "api-key") return [];
    const why = REASONS[type] ?? "certctl does not know it";
    return [{ path: ["auth", "type"], message: `auth.type ${type} can't work: ${why}`, fix: GATEWAY }];
  },
};
