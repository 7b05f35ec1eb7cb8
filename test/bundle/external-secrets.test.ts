/** The store's keys that `secrets --list` asks for are the ones that the ExternalSecrets read, and each Secret has one producer. */
import { describe, expect, test } from "vitest";
import { bundle } from "../../src/bundle/bundle.ts";
import { setLayer } from "../../src/fleet/flags.ts";
import { resolve } from "../../src/fleet/resolve.ts";
import { at } from "../../src/model/json.ts";
import { storeEntries } from "../../src/secrets/list.ts";

const STORE = ["secrets.provider=external-secrets", "secrets.storeRef.name=vault"];
const ISSUER = ["tls.source=cert-manager", "tls.issuerRef.name=ca"];

const CASES: readonly [string, readonly string[]][] = [
  ["defaults", []],
  ["agents off", ["agents.kind=off"]],
  ["agents with claims", ["agents.kind=statefulset"]],
  ["external database", ["database.type=external"]],
  ["external database, Secret of another name", ["database.type=external", "database.secretName=mine"]],
  ["certificate in a Secret", ["tls.source=secret"]],
  ["certificate in a Secret of another name", ["tls.source=secret", "tls.secretName=mine"]],
  ["ClusterIssuer", ISSUER],
  ["Issuer, agents apart", [...ISSUER, "tls.issuerRef.kind=Issuer"]],
  ["Issuer, agents with claims", [...ISSUER, "tls.issuerRef.kind=Issuer", "agents.kind=statefulset"]],
  ["a ClusterIssuer of another kind", [...ISSUER, "tls.issuerRef.kind=AWSPCAClusterIssuer"]],
  ["another key path", ["secrets.keyPath=kv/team"]],
];

describe.each(CASES)("%s", (_name, sets) => {
  test("listed and read keys are the same", async () => {
    const git = { url: "https://github.com/acme/gitops.git", revision: "main", path: "out" };
    const flags = await setLayer([...STORE, ...sets]);
    const { environments } = resolve({ fleet: undefined, profile: "ha", cluster: undefined, flags, git });
    const [env] = environments;
    if (env === undefined) throw new Error("no environment");
    const manifests = bundle(environments, new Map()).clusters.flatMap((c) => c.stages.flatMap((s) => s.manifests));
    const read = manifests
      .filter((m) => m.kind === "ExternalSecret")
      .map(
        (m) =>
          `${at(m, "spec", "dataFrom", 0, "extract", "key")} ${m.metadata.namespace}/${at(m, "spec", "target", "name")}`,
      );
    const listed = storeEntries(env).map(({ key, secret }) => `${key} ${secret.namespace}/${secret.name}`);
    expect(read.sort()).toEqual(listed.sort());
    const certificates = manifests
      .filter((m) => m.kind === "Certificate")
      .map((m) => `${m.metadata.namespace}/${at(m, "spec", "secretName")}`);
    expect(certificates.filter((name) => read.some((entry) => entry.endsWith(` ${name}`)))).toEqual([]);
  });
});
