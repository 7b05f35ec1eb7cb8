/** The kinds that a CustomResourceDefinition adds: a table for each version that it serves. */
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { at, isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { formatId, type Manifest, resourceId } from "../model/manifest.ts";
import { compact } from "./compact.ts";
import { lenient } from "./lenient.ts";
import type { KindTable, Schema } from "./schema.ts";

export function isCrd(manifest: Manifest): boolean {
  return manifest.kind === "CustomResourceDefinition" && manifest.apiVersion.startsWith("apiextensions.k8s.io/");
}

/** Throws all that keeps its kinds from being known. */
export function kindsOfCrd(manifest: Manifest): readonly KindTable[] {
  const problems = problemsOf(manifest);
  if (problems.length > 0) throw new InputError(problems);
  const spec = manifest.spec as JsonObject;
  const versions = (spec.versions as readonly JsonObject[]).filter((version) => version.served === true);
  return versions.map((version) => ({
    apiVersion: `${spec.group}/${version.name}`,
    kind: String(at(spec, "names", "kind")),
    namespaced: spec.scope === "Namespaced",
    schema: resourceSchema(at(version, "schema", "openAPIV3Schema") as JsonObject),
  }));
}

/** Every object has an apiVersion, a kind and metadata, whether its definition says so or not. */
function resourceSchema(source: JsonObject): Schema {
  const { properties = {}, ...schema } = compact(source);
  const { apiVersion: _, kind: __, metadata, status, ...fields } = properties;
  return {
    ...schema,
    properties: {
      apiVersion: { type: "string" },
      kind: { type: "string" },
      metadata: metadataSchema(metadata),
      ...fields,
      ...(status !== undefined && { status: lenient(status) }),
    },
  };
}

/** A definition can say nothing of metadata but which names there may be. */
function metadataSchema({ properties = {} }: Schema = {}): Schema {
  const { name, generateName } = properties;
  const names = { ...(name && { name }), ...(generateName && { generateName }) };
  const says = Object.values(names).some((schema) => Object.keys(schema).some((key) => key !== "type"));
  return says
    ? { type: "object", open: true, allOf: [{ $ref: "ObjectMeta" }, { properties: names }] }
    : { $ref: "ObjectMeta" };
}

function problemsOf(manifest: Manifest): Finding[] {
  const name = formatId(resourceId(manifest));
  const problems: Finding[] = [];
  const tell = (path: string, says: string, fix: string): void => {
    problems.push({ rule: "crd", severity: "error", message: `${name}: ${path} ${says}`, fix, at: {} });
  };
  const text = (value: JsonValue | undefined, path: string): void => {
    if (typeof value !== "string" || value === "")
      tell(path, "is no text, so its kinds are not known", `Write ${path}.`);
  };
  if (manifest.apiVersion !== "apiextensions.k8s.io/v1") {
    tell(
      "apiVersion",
      `is ${manifest.apiVersion}, which Kubernetes serves no more since 1.22`,
      "Use apiextensions.k8s.io/v1.",
    );
    return problems;
  }
  text(at(manifest, "spec", "group"), "spec.group");
  text(at(manifest, "spec", "names", "kind"), "spec.names.kind");
  const versions = at(manifest, "spec", "versions");
  if (!Array.isArray(versions) || versions.length === 0) {
    tell("spec.versions", "is no list of versions, so it has no kind", "List the versions, each with its schema.");
    return problems;
  }
  versions.forEach((version: JsonValue, i) => {
    text(at(version, "name"), `spec.versions[${i}].name`);
    if (isObject(at(version, "schema", "openAPIV3Schema"))) return;
    const path = `spec.versions[${i}].schema.openAPIV3Schema`;
    tell(path, "is no schema, so no object can be checked by it", "Write the schema; `type: object` at least.");
  });
  return problems;
}
