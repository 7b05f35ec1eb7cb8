/** A key for the server alone. */
import { scepKeyMode } from "../../../../src/rules/coherence/server/scep-key-mode.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function scep(volume: Loose, profile = ""): (bundle: Bundle) => void {
  return (bundle) => {
    bundle.setVariable("server", "CERTCTL_SCEP_ENABLED", "true");
    if (profile !== "") bundle.setVariable("server", "CERTCTL_SCEP_PROFILES", profile);
    const name = profile === "" ? "CERTCTL_SCEP_RA_KEY_PATH" : `CERTCTL_SCEP_PROFILE_${profile}_RA_KEY_PATH`;
    bundle.setVariable("server", name, "/scep/ra.key");
    bundle.pod("server").volumes.push({ name: "scep", ...volume });
    bundle.container("server").volumeMounts.push({ name: "scep", mountPath: "/scep" });
  };
}

const SECRET = { secret: { secretName: "ra", defaultMode: 0o400 } };

describeRule(scepKeyMode, {
  reports: {
    "a file of a Secret": { change: scep(SECRET), says: /^CERTCTL_SCEP_RA_KEY_PATH/ },
    "a file of a projected Secret, of a profile": {
      change: scep({ projected: { sources: [{ secret: { name: "ra" } }] } }, "CORP"),
      says: /^CERTCTL_SCEP_PROFILE_CORP_RA_KEY_PATH/,
    },
  },
  silent: {
    "a good bundle, without SCEP": {},
    "a copy in memory": scep({ emptyDir: { medium: "Memory" } }),
    "a file of a Secret, without SCEP": (bundle) => {
      scep(SECRET)(bundle);
      bundle.setVariable("server", "CERTCTL_SCEP_ENABLED", "false");
    },
    "a file of root's": (bundle) => {
      scep(SECRET)(bundle);
      bundle.pod("server").securityContext = { runAsUser: 0 };
    },
  },
});
