/** The suffix that a generated object's name gets from its content. */
import { createHash } from "node:crypto";
import { inputError } from "../../model/errors.ts";
import { ENABLED, NEEDS_HASH } from "../resources/build-annotations.ts";
import { formatIdentity } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import { annotation, metadataOf } from "../resources/resource.ts";
import { goJson, NoJsonError, throughJson } from "../yaml/json.ts";
import { unwritablePath } from "../yaml/unwritable-path.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, nodeText, own, withKey } from "../yaml/value.ts";

/** The resource under its final name. */
export function withHash(resource: Resource): Resource {
  if (annotation(resource.object, NEEDS_HASH) !== ENABLED) return resource;
  const name = `${resource.id.name}-${contentHash(resource)}`;
  const object = resource.remembered();
  return resource.with(withKey(object, "metadata", withKey(metadataOf(object), "name", name)));
}

/** Digits and vowels are exchanged so that no suffix reads like a word. Source: kustomize 5.8.1, api/hasher/hasher.go. */
const LETTERS: Readonly<Record<string, string>> = { "0": "g", "1": "h", "3": "k", a: "m", e: "t" };
const LENGTH = 10;

interface Hashed {
  readonly object: Mapping;
  readonly kind: string;
  readonly hash: string;
}

/** Overlays share the data of their base: it is hashed once. */
const HASHES = new WeakMap<object, Hashed>();

/** From the data of a ConfigMap or Secret; neither name nor labels count. */
function contentHash(resource: Resource): string {
  const { object, id } = resource;
  const data = own(object, "data");
  if (!isMapping(data)) return newHash(resource);
  const known = HASHES.get(data);
  if (known?.kind === id.kind && HASHED_FIELDS.every((name) => own(known.object, name) === own(object, name))) {
    return known.hash;
  }
  const hash = newHash(resource);
  HASHES.set(data, { object, kind: id.kind, hash });
  return hash;
}

const HASHED_FIELDS = ["data", "binaryData", "stringData", "type"] as const;

function newHash(resource: Resource): string {
  const { id } = resource;
  const content = jsonOf(resource);
  if (content === undefined) {
    const problem = `${formatIdentity(id)} asks for a hash in its name, which only ConfigMaps and Secrets can have here`;
    throw inputError("kustomization-hash", problem, `Take the annotation ${NEEDS_HASH} off it.`);
  }
  const hash = createHash("sha256").update(content).digest("hex").slice(0, LENGTH);
  return hash.replace(/[013ae]/g, (character) => LETTERS[character] ?? character);
}

function jsonOf({ object, id }: Resource): string | undefined {
  try {
    const content = contentOf(object, id.kind);
    return content === undefined ? undefined : goJson(content);
  } catch (cause) {
    if (!(cause instanceof NoJsonError)) throw cause;
    const place = `${formatIdentity(id)} ${unwritablePath(object, throughJson)}`.trim();
    throw inputError("kustomization-unwritable", `${place}: ${cause.message}`, cause.fix);
  }
}

function contentOf(object: Mapping, kind: string): Mapping | undefined {
  if (kind === "ConfigMap") return { kind, name: "", data: field(object, "data"), ...map(object, "binaryData") };
  if (kind !== "Secret") return undefined;
  return { kind, name: "", type: field(object, "type"), data: field(object, "data"), ...map(object, "stringData") };
}

function field(object: Mapping, name: string): Value {
  const value = own(object, name);
  return isMapping(value) || isList(value) ? throughJson(value) : value === undefined ? "" : nodeText(value);
}

function map(object: Mapping, name: string): Mapping {
  const value = own(object, name);
  return isMapping(value) ? { [name]: throughJson(value) } : {};
}
