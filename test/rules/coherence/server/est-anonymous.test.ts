/** EST asks who you are. */

import type { JsonObject } from "../../../../src/model/json.ts";
import { estAnonymous } from "../../../../src/rules/coherence/server/est-anonymous.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function est(settings: Readonly<Record<string, string | JsonObject>>): (bundle: Bundle) => void {
  return (bundle) => {
    bundle.setVariable("server", "CERTCTL_EST_ENABLED", "true");
    for (const [name, value] of Object.entries(settings)) bundle.setVariable("server", `CERTCTL_EST_${name}`, value);
  };
}

describeRule(estAnonymous, {
  reports: {
    "the flat form": { change: est({}), says: /without CERTCTL_EST_PROFILES/ },
    "a profile without a guard": { change: est({ PROFILES: "corp" }), says: /profile CORP/ },
    "one of two": est({ PROFILES: "corp, iot", PROFILE_CORP_MTLS_ENABLED: "true" }),
  },
  silent: {
    "a good bundle, without EST": {},
    "profiles without EST": (bundle) => bundle.setVariable("server", "CERTCTL_EST_PROFILES", "corp"),
    "a password": est({
      PROFILES: "corp",
      PROFILE_CORP_ENROLLMENT_PASSWORD: { secretKeyRef: { name: "a", key: "b" } },
    }),
    "client certificates": est({ PROFILES: "Corp", PROFILE_CORP_MTLS_ENABLED: "true" }),
    "profiles that nobody knows": est({ PROFILES: { configMapKeyRef: { name: "a", key: "b" } } }),
  },
});
