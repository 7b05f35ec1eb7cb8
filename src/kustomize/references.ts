/** Makes references follow objects that were renamed or moved. */
import { inputError } from "../model/errors.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { formatId, resourceId } from "../model/manifest.ts";
import { own, updateAt, withKey } from "./field-path.ts";
import { fitsKind } from "./field-specs.ts";
import type { ReferenceRule } from "./name-references.ts";
import { REFERENCE_RULES } from "./name-references.ts";
import type { Identity, Resource } from "./resource.ts";
import { withManifest } from "./resource.ts";

/** The renamed or moved resources of one rule, by each name that they had. */
type Candidates = ReadonlyMap<string, readonly Resource[]>;

/** The resources with the names that they use brought up to date. */
export function followNames(resources: readonly Resource[], file: string): readonly Resource[] {
  const changed = resources.filter((resource) => resource.previous.length > 0);
  const rules = REFERENCE_RULES.map((rule) => ({ rule, candidates: candidatesOf(rule, changed) })).filter(
    ({ candidates }) => candidates.size > 0,
  );
  if (rules.length === 0) return resources;
  return resources.map((resource) =>
    rules.reduce((before, { rule, candidates }) => follow(before, rule, candidates, file), resource),
  );
}

function candidatesOf(rule: ReferenceRule, changed: readonly Resource[]): Candidates {
  const byName = new Map<string, Resource[]>();
  for (const resource of changed) {
    for (const name of new Set(resource.previous.filter((id) => fitsKind(rule.target, id)).map((id) => id.name))) {
      byName.set(name, [...(byName.get(name) ?? []), resource]);
    }
  }
  return byName;
}

function follow(referrer: Resource, rule: ReferenceRule, candidates: Candidates, file: string): Resource {
  const fields = rule.fields.filter((field) => fitsKind(field, referrer.id));
  if (fields.length === 0) return referrer;
  const update = (value: JsonValue | undefined): JsonValue | undefined => {
    if (typeof value === "string") return newName(value, referrer, candidates, file);
    return isObject(value) ? newTarget(value, referrer, candidates, file) : value;
  };
  const manifest = fields.reduce<JsonObject>(
    (object, field) => updateAt(object, field.path, field.create, update) as JsonObject,
    referrer.manifest,
  );
  return withManifest(referrer, manifest as Manifest);
}

/** A bare name means an object of the referrer's own namespace, or one that is in none. */
function newName(name: string, referrer: Resource, candidates: Candidates, file: string): string {
  const found = (candidates.get(name) ?? []).filter(
    ({ id }) => id.namespace === "" || referrer.id.namespace === "" || id.namespace === referrer.id.namespace,
  );
  const names = new Set(found.map(({ id }) => id.name));
  if (names.size < 2) return [...names][0] ?? name;
  const who = formatId(resourceId(referrer.manifest));
  const what = found.map(({ manifest }) => formatId(resourceId(manifest))).join(" and ");
  throw inputError(
    "kustomization-reference",
    `${file}: ${who} uses the name ${name}, which ${what} had`,
    "Give them different names.",
    { file },
  );
}

/** A reference of name and namespace: without a namespace, any object of that name is meant. */
function newTarget(reference: JsonObject, referrer: Resource, candidates: Candidates, file: string): JsonObject {
  const name = own(reference, "name");
  const namespace = own(reference, "namespace") ?? "";
  if (typeof name !== "string") {
    const problem = `${file}: ${formatId(resourceId(referrer.manifest))} has a reference without a name`;
    throw inputError("kustomization-reference", problem, "Give it a name.", { file });
  }
  const meant = (id: Identity): boolean => id.name === name && (namespace === "" || id.namespace === namespace);
  const found = (candidates.get(name) ?? []).filter((resource) => resource.previous.some(meant));
  const [first] = found;
  if (first === undefined || found.length > 1) return reference;
  return withKey(withKey(reference, "name", first.id.name), "namespace", first.id.namespace);
}
