/** The keys of Secrets. */
import { secretKeyMissing } from "../../../../src/rules/coherence/secrets/secret-key-missing.ts";
import { type Bundle, type Loose, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const made = (object: Loose) => (bundle: Bundle) => bundle.add(object);
const object = (apiVersion: string, kind: string, name: string, spec: Loose, namespace = "certctl") => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  spec,
});
const external = (spec: Loose) => object("external-secrets.io/v1", "ExternalSecret", "certctl-encryption", spec);
const entry = (secretKey: string) => ({ secretKey, remoteRef: { key: "a" } });

describeRule(secretKeyMissing, {
  reports: {
    "a Secret without the key": {
      change: made(secret("certctl", "certctl-encryption", { value: "a" })),
      says: /gets no key key: the container stays in CreateContainerConfigError/,
      at: "/spec/template/spec/containers/0/env/12/valueFrom/secretKeyRef",
      severity: "error",
    },
    "a SealedSecret without the key": made(
      object("bitnami.com/v1alpha1", "SealedSecret", "certctl-encryption", { encryptedData: { value: "a" } }),
    ),
    "an ExternalSecret without the key": made(external({ data: [entry("value")] })),
    "a template that leaves the key out": made(
      external({ data: [entry("key")], target: { template: { data: { value: "{{ .key }}" } } } }),
    ),
    "a volume's item": {
      change: made(secret("certctl-agents", "certctl-server-ca", { "tls.crt": "a" })),
      says: /gets no key ca\.crt: the pod stays in ContainerCreating/,
      at: "/spec/template/spec/volumes/1/secret/items/0",
    },
    "two keys of one Secret": { change: made(secret("certctl", "certctl-server", { "auth-secret": "a" })), times: 2 },
  },
  silent: {
    "Secrets that are not in the input": {},
    "a Secret with the key": made(secret("certctl", "certctl-encryption", { key: "a" })),
    "a SealedSecret with the key": made(
      object("bitnami.com/v1alpha1", "SealedSecret", "certctl-encryption", { encryptedData: { key: "a" } }),
    ),
    "an ExternalSecret with the key": made(external({ data: [entry("key")] })),
    "an ExternalSecret of all that a store has": made(external({ dataFrom: [{ extract: { key: "a" } }] })),
    "a template that is merged": made(
      external({ data: [entry("key")], target: { template: { mergePolicy: "Merge", data: { other: "a" } } } }),
    ),
    "a template elsewhere": made(external({ target: { template: { templateFrom: [{}] } } })),
    "a Certificate's authority": made(
      object("cert-manager.io/v1", "Certificate", "a", { secretName: "certctl-server-ca" }, "certctl-agents"),
    ),
    "a key that may be missing": made(secret("certctl", "certctl-database", { password: "a" })),
    "an empty Secret that a controller fills": made({
      ...secret("certctl", "certctl-encryption", {}),
      metadata: {
        name: "certctl-encryption",
        namespace: "certctl",
        annotations: { "replicator.v1.mittwald.de/replicate-from": "a/b" },
      },
    }),
  },
});
