/** Where the server looks for its certificate. */
import { tlsFiles } from "../../../../src/rules/coherence/tls/tls-files.ts";
import { type Bundle, type Loose, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const CERTIFICATE = "CERTCTL_SERVER_TLS_CERT_PATH";
const PRIVATE_KEY = "CERTCTL_SERVER_TLS_KEY_PATH";
const volume = (bundle: Bundle): Loose => bundle.pod("server").volumes.find((one: Loose) => one.name === "tls");
const emptied = (bundle: Bundle) => {
  delete volume(bundle).secret;
  volume(bundle).emptyDir = {};
  bundle.pod("server").containers.splice(1);
};

describeRule(tlsFiles, {
  reports: {
    "no paths": {
      change: (bundle) => {
        bundle.setVariable("server", CERTIFICATE, undefined);
        bundle.setVariable("server", PRIVATE_KEY, undefined);
      },
      says: /without CERTCTL_SERVER_TLS_CERT_PATH and CERTCTL_SERVER_TLS_KEY_PATH/,
      at: "/spec/template/spec/containers/0",
    },
    "no path of the key": {
      change: (bundle) => bundle.setVariable("server", PRIVATE_KEY, ""),
      says: /without CERTCTL_SERVER_TLS_KEY_PATH$/,
    },
    "no mount": {
      change: (bundle) => bundle.container("server").volumeMounts.splice(0, 1),
      says: /no volume is mounted/,
      at: "/spec/template/spec/containers/0/env/3",
    },
    "another folder": {
      change: (bundle) => bundle.setVariable("server", PRIVATE_KEY, "/etc/ssl/private/tls.key"),
      says: /no volume is mounted/,
      at: "/spec/template/spec/containers/0/env/4",
    },
    "items without the key": {
      change: (bundle) => {
        volume(bundle).secret.items = [{ key: "tls.crt", path: "tls.crt" }];
      },
      says: /no file of this name/,
    },
    "a Secret without the key": {
      change: (bundle) => bundle.add(secret("certctl", "certctl-tls", { "tls.crt": "x", "ca.crt": "x" })),
      says: /the Secret that is mounted there has no key tls\.key/,
    },
    "a volume that nothing fills": { change: emptied, says: /volume is empty/ },
    "two Secrets": {
      change: (bundle) => {
        bundle.pod("server").volumes.push({ name: "key", secret: { secretName: "key" } });
        bundle.container("server").volumeMounts.push({ name: "key", mountPath: "/key" });
        bundle.setVariable("server", PRIVATE_KEY, "/key/tls.key");
      },
      says: /two Secrets/,
      severity: "warning",
    },
  },
  silent: {
    "a Secret that is not in the input": {},
    "an init container that makes them": { settings: { profile: "dev", tls: { source: "init-container" } } },
    "a file system of cert-manager's driver": (bundle) => {
      delete volume(bundle).secret;
      volume(bundle).csi = { driver: "csi.cert-manager.io" };
    },
    "a script that makes them before the server": (bundle) => {
      emptied(bundle);
      bundle.container("server").command = ["sh", "-c", "make-certificate && exec /app/server"];
      for (const mount of bundle.container("server").volumeMounts) mount.readOnly = false;
    },
    "paths that are not in the input": (bundle) => {
      bundle.setVariable("server", CERTIFICATE, undefined);
      bundle.container("server").envFrom = [{ configMapRef: { name: "elsewhere" } }];
    },
  },
});
