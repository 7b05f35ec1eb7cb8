/** The key by which the server encrypts. */
import { encryptionKey } from "../../../../src/rules/coherence/access/encryption-key.ts";
import { type Bundle, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const KEY = "CERTCTL_CONFIG_ENCRYPTION_KEY";
const holding =
  (text: string, field = "stringData") =>
  (bundle: Bundle) =>
    bundle.add(secret("certctl", "certctl-encryption", { key: text }, field));

describeRule(encryptionKey, {
  reports: {
    "a server without": {
      change: (bundle) => bundle.setVariable("server", KEY, undefined),
      says: /no issuer and no target/,
      at: "/spec/template/spec/containers/0",
    },
    "a short one in a Secret": { change: holding("short"), says: /fewer than 32 bytes/ },
    "a short one in base64": { change: holding("YWJj", "data"), says: /fewer than 32 bytes/ },
    "a short one in the manifest": (bundle) => bundle.setVariable("server", KEY, "0123456789"),
  },
  silent: {
    "a Secret that is not in the input": {},
    "64 hex digits": holding("0123456789abcdef".repeat(4)),
    "32 bytes of fewer letters": holding("é".repeat(16)),
    "one that sops has encrypted": holding("ENC[AES256_GCM,data:x]"),
    "one that Flux puts in": holding("${key}"),
    "one that the Argo CD Vault plugin puts in": holding("<path:kv/certctl#key>"),
  },
});
