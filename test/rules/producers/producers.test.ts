/** What makes Secrets and ConfigMaps, with which keys. */
import { expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import { keysOf, Producers } from "../../../src/rules/producers/producers.ts";
import { environmentOf } from "../bundle.ts";

const object = (apiVersion: string, kind: string, rest: JsonObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: "maker", namespace: "ns" },
  ...rest,
});
const secretStore = (spec: JsonObject) => object("external-secrets.io/v1", "ExternalSecret", { spec });
const certificate = (spec: JsonObject) =>
  object("cert-manager.io/v1", "Certificate", { spec: { secretName: "made", ...spec } });

const CASES: readonly (readonly [string, JsonObject, string, readonly string[] | undefined])[] = [
  ["a Secret", object("v1", "Secret", { data: { a: "YQ==" }, stringData: { b: "b" } }), "maker", ["a", "b"]],
  ["a token", object("v1", "Secret", { type: "kubernetes.io/service-account-token" }), "maker", undefined],
  [
    "a SealedSecret",
    object("bitnami.com/v1alpha1", "SealedSecret", {
      spec: { encryptedData: { a: "x" }, template: { data: { b: "y" } } },
    }),
    "maker",
    ["a", "b"],
  ],
  ["an ExternalSecret", secretStore({ target: { name: "made" }, data: [{ secretKey: "a" }] }), "made", ["a"]],
  ["an ExternalSecret of everything", secretStore({ dataFrom: [{}] }), "maker", undefined],
  ["a Certificate", certificate({}), "made", ["tls.crt", "tls.key", "ca.crt"]],
  [
    "a Certificate in more formats",
    certificate({
      additionalOutputFormats: [{ type: "CombinedPEM" }, { type: "DER" }],
      keystores: { jks: { create: true }, pkcs12: { create: false } },
    }),
    "made",
    ["tls.crt", "tls.key", "ca.crt", "tls-combined.pem", "key.der", "keystore.jks", "truststore.jks"],
  ],
  [
    "a SecretProviderClass",
    object("secrets-store.csi.x-k8s.io/v1", "SecretProviderClass", {
      spec: { secretObjects: [{ secretName: "made", data: [{ key: "a" }] }] },
    }),
    "made",
    ["a"],
  ],
  ["1Password", object("onepassword.com/v1", "OnePasswordItem", { spec: { itemPath: "a" } }), "maker", undefined],
  ["CloudNativePG", object("postgresql.cnpg.io/v1", "Cluster", {}), "maker-app", undefined],
  [
    "Crunchy's operator",
    object("postgres-operator.crunchydata.com/v1beta1", "PostgresCluster", { spec: { users: [{ name: "app" }] } }),
    "maker-pguser-app",
    undefined,
  ],
  [
    "Zalando's operator",
    object("acid.zalan.do/v1", "postgresql", { spec: { users: { app_owner: [] } } }),
    "app-owner.maker.credentials.postgresql.acid.zalan.do",
    undefined,
  ],
];

it.each(CASES)("%s makes its Secret", (_name, manifest, name, keys) => {
  const found = new Producers(environmentOf([manifest]).resources).of("Secret", "ns", name);
  expect(found).toHaveLength(1);
  const made = keysOf(found);
  expect(made === undefined ? undefined : [...made]).toEqual(keys);
});

it("looks in the namespace, and takes an object without one for each", () => {
  const [one] = environmentOf([object("v1", "Secret", {})]).resources;
  const [other] = environmentOf([{ apiVersion: "v1", kind: "Secret", metadata: { name: "maker" } }]).resources;
  if (one === undefined || other === undefined) throw new Error("no resources");
  expect(new Producers([one]).of("Secret", "elsewhere", "maker")).toEqual([]);
  expect(new Producers([one]).of("Secret", "", "maker")).toHaveLength(1);
  expect(new Producers([other]).of("Secret", "elsewhere", "maker")).toHaveLength(1);
});

it("says no keys where nothing makes it", () => {
  expect(keysOf([])).toBeUndefined();
});
