/** Components of a user's own, for the cells that need them: sealed and encrypted Secrets, and an object in every stage. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { STAGE_NAMES } from "../../src/certctl/stages.ts";
import type { JsonObject } from "../../src/model/json.ts";

/** Writes them below `own/` of the repository. */
export function writeOwnComponents(repository: string): void {
  const write = (
    directory: string,
    files: Record<string, JsonObject>,
    patches: Record<string, JsonObject> = {},
  ): void => {
    const component = {
      apiVersion: "kustomize.config.k8s.io/v1alpha1",
      kind: "Component",
      resources: Object.keys(files),
      patches: Object.keys(patches).map((path) => ({ path })),
    };
    for (const [name, content] of Object.entries({ "kustomization.yaml": component, ...files, ...patches })) {
      const path = join(repository, "own", directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
    }
  };
  write("sealed/config", { "server.yaml": sealed("certctl-server"), "database.yaml": sealed("certctl-database") });
  write("sealed/agent", { "agent.yaml": sealed("certctl-agent") });
  write("sops/config", { "server.yaml": encrypted("certctl-server"), "database.yaml": encrypted("certctl-database") });
  write("sops/agent", { "agent.yaml": encrypted("certctl-agent") });
  for (const stage of STAGE_NAMES) {
    const files: Record<string, JsonObject> = { "note.yaml": note(`own-${stage}`) };
    if (stage === "config") files["sealed.yaml"] = sealed("own-secret");
    if (stage === "edge") files["quota.yaml"] = quota();
    write(`all/${stage}`, files, stage === "server" ? { "patch.yaml": patch() } : {});
  }
}

export const SEALED = { config: "own/sealed/config", agent: "own/sealed/agent" };
export const SOPS = { config: "own/sops/config", agent: "own/sops/agent" };
export const EVERY_STAGE = Object.fromEntries(STAGE_NAMES.map((stage) => [stage, `own/all/${stage}`]));

function sealed(name: string): JsonObject {
  const metadata = { name };
  const spec = { encryptedData: { value: "AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq" }, template: { metadata } };
  return { apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret", metadata, spec };
}

function encrypted(name: string): JsonObject {
  const sops = {
    mac: "ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]",
    version: "3.10.2",
    encrypted_regex: "^stringData$",
  };
  const stringData = { value: "ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]" };
  return { apiVersion: "v1", kind: "Secret", metadata: { name }, stringData, sops };
}

function note(name: string): JsonObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { note: "{{ .Values.mine }}" } };
}

function quota(): JsonObject {
  return { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "own-edge" }, spec: { hard: { pods: "50" } } };
}

function patch(): JsonObject {
  const metadata = { name: "certctl-server", annotations: { "example.org/own": "patched" } };
  return { apiVersion: "apps/v1", kind: "Deployment", metadata };
}
