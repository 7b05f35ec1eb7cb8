/** The kinds whose objects make Secrets or ConfigMaps, with the names and keys that they make. */
import type { Resource } from "../../model/applied.ts";
import { at, isObject, type JsonObject, objectsAt, textOf } from "../../model/json.ts";
import { dataOf } from "../pods/objects.ts";
import { objectAt } from "../pods/pod.ts";
import { certificateKeys, certificatesOfGateway, certificatesOfIngress } from "./certificates.ts";
import { externalSecret } from "./external-secret.ts";
import type { Made } from "./made.ts";

type Maker = (resource: Resource) => readonly Made[];

export const MAKERS: Readonly<Record<string, Maker>> = {
  "/Secret": (resource) => [{ name: resource.id.name, keys: keysOfObject(resource) }],
  "/ConfigMap": (resource) => [{ name: resource.id.name, kind: "ConfigMap", keys: keysOfObject(resource) }],
  "bitnami.com/SealedSecret": ({ id, manifest }) => [
    {
      name: id.name,
      keys: ["encryptedData", "template"].flatMap((field) =>
        Object.keys(
          field === "template" ? objectAt(manifest, "spec", field, "data") : objectAt(manifest, "spec", field),
        ),
      ),
    },
  ],
  "external-secrets.io/ExternalSecret": ({ id, manifest }) =>
    externalSecret(objectAt(manifest, "spec"), id.name, ["spec"]),
  "external-secrets.io/ClusterExternalSecret": ({ id, manifest }) => {
    const spec = objectAt(manifest, "spec");
    const name = textOf(spec.externalSecretName) || id.name;
    const made = externalSecret(objectAt(spec, "externalSecretSpec"), name, ["spec", "externalSecretSpec"]);
    return made.map((one) => ({ ...one, namespace: "" }));
  },
  "cert-manager.io/Certificate": ({ manifest }) => [
    { name: textAt(manifest, "spec", "secretName"), path: ["spec", "secretName"], keys: certificateKeys(manifest) },
  ],
  "networking.k8s.io/Ingress": certificatesOfIngress,
  "gateway.networking.k8s.io/Gateway": certificatesOfGateway,
  "trust.cert-manager.io/Bundle": ({ id, manifest }) =>
    (["Secret", "ConfigMap"] as const).flatMap((kind) => {
      const field = kind === "Secret" ? "secret" : "configMap";
      const target = at(manifest, "spec", "target", field);
      if (!isObject(target)) return [];
      const path = ["spec", "target", field];
      return [{ name: id.name, kind, namespace: "", path, keys: [textOf(target.key)] }];
    }),
  "secrets.hashicorp.com/VaultStaticSecret": named("spec", "destination", "name"),
  "secrets.hashicorp.com/VaultDynamicSecret": named("spec", "destination", "name"),
  "secrets.hashicorp.com/VaultPKISecret": named("spec", "destination", "name"),
  "secrets.hashicorp.com/HCPVaultSecretsApp": named("spec", "destination", "name"),
  "secrets.infisical.com/InfisicalSecret": named("spec", "managedSecretReference", "secretName"),
  "secrets.doppler.com/DopplerSecret": ({ manifest }) => [
    {
      name: textAt(manifest, "spec", "managedSecret", "name"),
      namespace: textAt(manifest, "spec", "managedSecret", "namespace"),
    },
  ],
  "onepassword.com/OnePasswordItem": ({ id }) => [{ name: id.name }],
  "isindir.github.com/SopsSecret": ({ manifest }) =>
    objectsAt(manifest, "spec", "secretTemplates").map(([, one]) => ({ name: textOf(one.name) })),
  "secrets-store.csi.x-k8s.io/SecretProviderClass": ({ manifest }) =>
    objectsAt(manifest, "spec", "secretObjects").map(([index, one]) => ({
      name: textOf(one.secretName),
      path: ["spec", "secretObjects", index],
      keys: objectsAt(one, "data").map(([, entry]) => textOf(entry.key)),
    })),
  // Operators of PostgreSQL write the login beside the database.
  "postgresql.cnpg.io/Cluster": ({ id }) =>
    ["app", "superuser", "ca", "server", "replication"].map((part) => ({ name: `${id.name}-${part}` })),
  "postgres-operator.crunchydata.com/PostgresCluster": ({ id, manifest }) =>
    [id.name, ...objectsAt(manifest, "spec", "users").map(([, user]) => textOf(user.name))].map((user) => ({
      name: `${id.name}-pguser-${user}`,
    })),
  "acid.zalan.do/postgresql": ({ id, manifest }) =>
    ["postgres", ...Object.keys(objectAt(manifest, "spec", "users"))].map((user) => ({
      name: `${user.replaceAll("_", "-")}.${id.name}.credentials.postgresql.acid.zalan.do`,
    })),
};

function named(...path: string[]): Maker {
  return ({ manifest }) => [{ name: textAt(manifest, ...path), path }];
}

function textAt(value: JsonObject, ...path: string[]): string {
  return textOf(at(value, ...path));
}

/** Objects that a controller fills: replicator, reflector, ServiceAccount tokens, OpenShift's authorities. */
const FILLED =
  /^(replicator\.v1\.mittwald\.de\/replicate-from|reflector\.v1\.k8s\.emberstack\.com\/reflects|service\.beta\.openshift\.io\/inject-cabundle|config\.openshift\.io\/inject-trusted-cabundle)$/;

function keysOfObject(resource: Resource): readonly string[] | undefined {
  const { manifest } = resource;
  if (manifest.type === "kubernetes.io/service-account-token") return undefined;
  const marks = [...keysAt(manifest, "annotations"), ...keysAt(manifest, "labels")];
  return marks.some((mark) => FILLED.test(mark)) ? undefined : [...dataOf(resource).keys()];
}

function keysAt(manifest: JsonObject, field: string): readonly string[] {
  return Object.keys(objectAt(manifest, "metadata", field));
}
