/** Values that certctl reads. */
import { variableValue } from "../../../../src/rules/coherence/server/variable-value.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function set(name: string, value: string): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable("server", `CERTCTL_${name}`, value);
}

describeRule(variableValue, {
  reports: {
    "a boolean in capitals": { change: set("SMTP_USE_TLS", "True"), says: /takes it for false/ },
    "a boolean with a space": set("EST_ENABLED", "true "),
    "a boolean of a profile": set("EST_PROFILE_CORP_MTLS_ENABLED", "on"),
    "an integer with a unit": { change: set("MAX_BODY_SIZE", "1Mi"), says: /not an integer.*default/ },
    "a port that is none": { change: set("SERVER_PORT", "84430"), says: /no port.*refuses to start/ },
    "no connections": { change: set("DATABASE_MAX_CONNS", "0"), says: /below 1/ },
    "a number in words": set("RATE_LIMIT_RPS", "fifty"),
    "days, which Go does not know": { change: set("DIGEST_INTERVAL", "1d"), says: /no(t a)? duration/ },
    "an interval that is too short": { change: set("SCHEDULER_RETRY_INTERVAL", "500ms"), says: /below one second/ },
    "a janitor that is too busy": { change: set("RATE_LIMIT_JANITOR_INTERVAL", "30s"), says: /below one minute/ },
    "a log level in capitals": { change: set("LOG_LEVEL", "INFO"), says: /none of debug, info, warn, error/ },
    "a backend that is none": set("RATE_LIMIT_BACKEND", "postgress"),
    "a mode that is none": set("KEYGEN_MODE", "client"),
    "a value of a migration": (bundle) => bundle.setVariable("migrate", "CERTCTL_DATABASE_MAX_CONNS", "many"),
  },
  silent: {
    "a good bundle": {},
    "a false in capitals": set("SMTP_USE_TLS", "False"),
    "an off": set("EST_ENABLED", "off"),
    "a signed integer": set("MAX_BODY_SIZE", "+1048576"),
    "a duration in parts": set("DIGEST_INTERVAL", "1h30m"),
    "no janitor": set("RATE_LIMIT_JANITOR_INTERVAL", "0"),
    "a value that nobody knows": (bundle) =>
      bundle.setVariable("server", "CERTCTL_SERVER_PORT", { secretKeyRef: { name: "a", key: "b" } }),
    "an empty one, which is none": set("MAX_BODY_SIZE", ""),
    "a text": set("SLACK_CHANNEL", "#pki"),
  },
});
