/** Variables that do nothing. */
import { variableWithoutEffect } from "../../../../src/rules/coherence/server/variable-without-effect.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function set(name: string, value: string): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable("server", `CERTCTL_${name}`, value);
}

describeRule(variableWithoutEffect, {
  reports: {
    "logs as text": { change: set("LOG_FORMAT", "text"), says: /always logs JSON/ },
    "limits of users": { change: set("RATE_LIMIT_PER_USER_RPS", "5"), says: /knows no users/ },
    "scripts of DNS-01": { change: set("ACME_DNS_PRESENT_SCRIPT", "/a.sh"), says: /DNS-01 has no script/ },
    "an ACME account's binding": set("ACME_EAB_KID", "a"),
    "an ACME server": { change: set("ACME_SERVER_ENABLED", "true"), says: /dashboard answers/ },
    "a break-glass login": set("BREAKGLASS_ENABLED", "yes"),
    "a directory for the key of OCSP": set("OCSP_RESPONDER_KEY_DIR", "/keys"),
    "what nobody uses": { change: set("VERIFY_TIMEOUT", "10s"), says: /nowhere/ },
  },
  silent: {
    "a good bundle": {},
    "logs as JSON": set("LOG_FORMAT", "json"),
    "no limits of users": set("RATE_LIMIT_PER_USER_RPS", "0"),
    "no ACME server": set("ACME_SERVER_ENABLED", "false"),
    "an empty one": set("ACME_EAB_KID", ""),
  },
});
