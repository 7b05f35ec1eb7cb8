/** Who makes the Secrets. */
import { requiredSecrets } from "../../../../src/rules/coherence/secrets/required-secrets.ts";
import { type Bundle, type Loose, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

/** A pod reads the Secret `extra`, which nobody makes. */
const reading = (bundle: Bundle) =>
  bundle.setVariable("server", "EXTRA", { secretKeyRef: { name: "extra", key: "key" } });
const made = (...objects: Loose[]) => ({
  change: (bundle: Bundle) => {
    reading(bundle);
    bundle.add(...objects);
  },
});
const object = (apiVersion: string, kind: string, name: string, spec: Loose, namespace = "certctl") => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  spec,
});
const external = (target: Loose, name = "other") =>
  object("external-secrets.io/v1", "ExternalSecret", name, { target });
const note = (kind: string, metadata: Loose, names: string) => ({
  apiVersion: "v1",
  kind,
  metadata: { ...metadata, annotations: { "certctl-gitops/manual-secrets": names } },
});

describeRule(requiredSecrets, {
  reports: {
    "a variable's": {
      change: reading,
      says: /^nothing here makes the Secret extra/,
      severity: "warning",
      at: "/spec/template/spec/containers/0/env/19/valueFrom/secretKeyRef",
    },
    "a Secret of all variables": {
      change: (bundle) => {
        bundle.container("server").envFrom = [{ secretRef: { name: "extra" } }];
      },
      at: "/spec/template/spec/containers/0/envFrom/0/secretRef",
    },
    "a volume's, also projected": {
      change: (bundle) => {
        bundle.pod("server").volumes.push({ name: "a", secret: { secretName: "extra" } });
        bundle.pod("agent").volumes.push({ name: "a", projected: { sources: [{ secret: { name: "extra" } }] } });
      },
      times: 2,
    },
    "each one once": (bundle) => {
      reading(bundle);
      bundle.pod("server").volumes.push({ name: "a", secret: { secretName: "extra" } });
    },
    "a Secret in another namespace": made(secret("elsewhere", "extra", { key: "a" })),
    "an ExternalSecret that makes none": made(external({ creationPolicy: "None" }, "extra")),
    "an ExternalSecret that only adds to one": made(external({ name: "extra", creationPolicy: "Merge" })),
    "a backup's": {
      change: (bundle) => {
        const env = [{ name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: "extra", key: "password" } } }];
        const containers = [{ name: "a", image: "postgres:16", command: ["sh", "-c", "pg_dump > /backup/a"], env }];
        const jobTemplate = { spec: { template: { spec: { containers } } } };
        bundle.add(object("batch/v1", "CronJob", "backup", { jobTemplate }));
      },
      at: "/spec/jobTemplate/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef",
    },
    "a fleet whose sops files are not there": { settings: { secrets: { provider: "sealed-secrets" } }, times: 8 },
  },
  silent: {
    "those that a person makes": {},
    "a Secret": made(secret("certctl", "extra", { key: "a" })),
    "a SealedSecret": made(object("bitnami.com/v1alpha1", "SealedSecret", "extra", { encryptedData: { key: "a" } })),
    "an ExternalSecret of its name": made(external({}, "extra")),
    "an ExternalSecret of another name": made(external({ name: "extra" })),
    "a ClusterExternalSecret": made(
      object("external-secrets.io/v1", "ClusterExternalSecret", "a", { externalSecretName: "extra" }, ""),
    ),
    "a Certificate": made(object("cert-manager.io/v1", "Certificate", "a", { secretName: "extra" })),
    "an operator of Vault": made(
      object("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", "a", { destination: { name: "extra" } }),
    ),
    "a person, as the fleet file says": { change: reading, manualSecrets: ["certctl/extra"] },
    "a person, as an object of the namespace says": made(
      note("ConfigMap", { name: "a", namespace: "certctl" }, "other extra,more"),
    ),
    "a person, as the namespace says": made(note("Namespace", { name: "certctl" }, "extra")),
    "one that may be missing": (bundle) =>
      bundle.setVariable("server", "EXTRA", { secretKeyRef: { name: "extra", key: "key", optional: true } }),
    "what other pods read": (bundle) => {
      const env = [{ name: "A", valueFrom: { secretKeyRef: { name: "extra", key: "a" } } }];
      const template = { spec: { containers: [{ name: "a", image: "nginx", env }] } };
      bundle.add(object("apps/v1", "Deployment", "web", { template }));
    },
  },
});
