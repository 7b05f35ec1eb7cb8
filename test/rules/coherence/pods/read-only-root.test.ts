/** Where programs write. */
import { readOnlyRoot } from "../../../../src/rules/coherence/pods/read-only-root.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const SCRIPT = "CERTCTL_OPENSSL_SIGN_SCRIPT";

function unmount(bundle: Bundle, path: string): void {
  const container = bundle.container("server");
  container.volumeMounts = container.volumeMounts.filter((one: Loose) => one.mountPath !== path);
}

describeRule(readOnlyRoot, {
  reports: {
    "an OpenSSL issuer without a temporary directory": {
      change: (bundle) => {
        bundle.setVariable("server", SCRIPT, "/scripts/sign");
        unmount(bundle, "/tmp");
      },
      says: /signs nothing$/,
      severity: "error",
    },
    "a temporary directory that is elsewhere": {
      change: (bundle) => {
        bundle.setVariable("server", SCRIPT, "/scripts/sign");
        bundle.setVariable("server", "TMPDIR", "/scratch");
      },
      says: /to \/scratch,/,
    },
    "a server that may write": {
      change: (bundle) => {
        bundle.container("server").securityContext = { readOnlyRootFilesystem: false };
      },
      severity: "info",
    },
    "an agent without settings": {
      change: (bundle) => {
        bundle.container("agent").securityContext = null;
      },
      severity: "info",
    },
  },
  silent: {
    "read-only roots with volumes": {},
    "an OpenSSL issuer with a temporary directory": (bundle) => {
      bundle.setVariable("server", SCRIPT, "/scripts/sign");
      const { volumes } = bundle.pod("server");
      volumes.push({ name: "scratch", emptyDir: {} });
      unmount(bundle, "/tmp");
      bundle.container("server").volumeMounts.push({ name: "scratch", mountPath: "/tmp" });
    },
    "a server without a temporary directory": (bundle) => unmount(bundle, "/tmp"),
  },
});
