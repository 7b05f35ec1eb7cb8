/** Mounts that somebody reads. */
import { mountUnused } from "../../../../src/rules/coherence/pods/mount-unused.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const OUTSIDE = { profile: "ha", database: { type: "external", caSecretName: "ca", secretName: "url" } };

function mount(bundle: Bundle, mountPath: string, source: object): void {
  bundle.container("server").volumeMounts.push({ name: "extra", mountPath });
  bundle.pod("server").volumes.push({ name: "extra", ...source });
}

describeRule(mountUnused, {
  reports: {
    "an authority that no variable names": {
      settings: OUTSIDE,
      change: (bundle) => bundle.setVariable("server", "PGSSLROOTCERT", undefined),
      says: /below \/etc/,
    },
    "a mount of one's own": (bundle) => mount(bundle, "/extra", { secret: { secretName: "extra" } }),
  },
  silent: {
    "an empty volume": (bundle) => mount(bundle, "/extra", { emptyDir: {} }),
    "authorities that Go finds": (bundle) => mount(bundle, "/etc/ssl/certs/own", { secret: { secretName: "extra" } }),
    "one that an argument names": (bundle) => {
      mount(bundle, "/extra", { secret: { secretName: "extra" } });
      bundle.container("server").args = ["--file=/extra/a"];
    },
    "an agent that checks no certificate": { settings: { profile: "dev", tls: { source: "init-container" } } },
  },
});
