/** Who may read the mounted files. */
import { tlsKeyReadable } from "../../../../src/rules/coherence/tls/tls-key-readable.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const withoutGroup = (bundle: Bundle) => {
  delete bundle.pod("server").securityContext.fsGroup;
};
const volumes = (bundle: Bundle): Loose[] => bundle.pod("server").volumes.filter((one: Loose) => one.secret);

describeRule(tlsKeyReadable, {
  reports: {
    "modes of root's alone, in each volume": {
      change: withoutGroup,
      says: /mode 0440/,
      times: 2,
    },
    "the mode of one file": {
      change: (bundle) => {
        withoutGroup(bundle);
        for (const volume of volumes(bundle)) delete volume.secret.defaultMode;
        const [tls] = volumes(bundle);
        tls.secret.items = [
          { key: "tls.crt", path: "tls.crt" },
          { key: "tls.key", path: "tls.key", mode: 0o400 },
        ];
      },
      says: /mode 0400/,
      at: "/spec/template/spec/volumes/0",
    },
    "the authority of agents": (bundle) => {
      delete bundle.pod("agent").securityContext.fsGroup;
    },
    "a projected volume": {
      change: (bundle) => {
        withoutGroup(bundle);
        const [tls, authority] = volumes(bundle);
        delete authority.secret.defaultMode;
        delete tls.secret;
        tls.projected = { defaultMode: 0o400, sources: [{ secret: { name: "certctl-tls" } }] };
      },
      says: /mode 0400/,
    },
  },
  silent: {
    "a group that may read": {},
    "the mode that Kubernetes gives": (bundle) => {
      withoutGroup(bundle);
      for (const volume of volumes(bundle)) delete volume.secret.defaultMode;
    },
    root: (bundle) => {
      withoutGroup(bundle);
      bundle.pod("server").securityContext.runAsUser = 0;
      bundle.pod("server").securityContext.runAsNonRoot = false;
    },
    "root's group": (bundle) => {
      withoutGroup(bundle);
      bundle.container("server").securityContext.runAsGroup = 0;
    },
    "a SCEP key, of which another rule speaks": (bundle) => {
      delete bundle.pod("server").securityContext.fsGroup;
      for (const { secret } of volumes(bundle)) if (secret !== undefined) delete secret.defaultMode;
      bundle.pod("server").volumes.push({ name: "ra", secret: { secretName: "ra", defaultMode: 0o400 } });
      bundle.container("server").volumeMounts.push({ name: "ra", mountPath: "/ra" });
      bundle.setVariable("server", "CERTCTL_SCEP_RA_KEY_PATH", "/ra/key.pem");
    },
  },
});
