/** Reads the schema file that a kustomization names in `openapi.path`: an OpenAPI 2 document. */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own } from "../yaml/value.ts";
import { PatchError } from "./patch-error.ts";
import type { OtherDefinitions, Schema, SchemaSet } from "./schema.ts";

const KIND = "x-kubernetes-group-version-kind";
const STRATEGY = "x-kubernetes-patch-strategy";
const MERGE_KEY = "x-kubernetes-patch-merge-key";
const MERGE_KEYS = "x-kubernetes-list-map-keys";
const NO_OTHERS: OtherDefinitions = { definition: () => undefined, win: false };

/**
 * The schemas of the kinds in the document's `definitions`, and the scope of those in its `paths`. A text is read as
 * JSON, as kustomize reads a file that starts with `{`; of any other file the caller passes what it says as YAML.
 * `$ref`s may lead to `others`, too. Throws PatchError for a document of another form.
 */
export function readOpenApi(document: Mapping | string, others: OtherDefinitions = NO_OTHERS): SchemaSet {
  const root = typeof document === "string" ? parsed(document) : document;
  const definitions = part(root, "definitions");
  const kinds = new Map<string, Mapping>();
  for (const definition of Object.values(definitions)) {
    for (const id of kindIds(isMapping(definition) ? own(definition, KIND) : undefined)) {
      kinds.set(id, definition as Mapping);
    }
  }
  const scopes = readScopes(part(root, "paths"));
  const schemas = new Schemas(definitions, others);
  return {
    schemaOf: (apiVersion, kind) => schemas.of(kinds.get(`${apiVersion} ${kind}`)),
    isNamespaced: (apiVersion, kind) => scopes.get(`${apiVersion} ${kind}`),
  };
}

function parsed(text: string): Mapping {
  try {
    const value = JSON.parse(text) as Value;
    if (isMapping(value)) return value;
  } catch {
    // The message of the engine helps less than the one below.
  }
  throw invalid("is not a JSON object");
}

function part(root: Mapping, key: string): Mapping {
  const value = own(root, key) ?? {};
  if (isMapping(value)) return value;
  throw invalid(`has a \`${key}\` that is no mapping`);
}

function invalid(problem: string): PatchError {
  return new PatchError(
    "",
    `the schema file ${problem}`,
    "Give it an OpenAPI 2 document, as `kustomize openapi fetch`.",
  );
}

/** A definition may be the schema of several kinds; anything else in the list is passed over. */
function kindIds(value: Value | undefined): readonly string[] {
  return isList(value) ? value.flatMap((entry) => (isMapping(entry) ? [kindId(entry)] : [])) : [];
}

function kindId(entry: Mapping): string {
  const [group, version, kind] = [own(entry, "group"), own(entry, "version"), own(entry, "kind")];
  if (typeof version !== "string" || typeof kind !== "string") throw invalid(`has a ${KIND} without version or kind`);
  return `${typeof group === "string" && group !== "" ? `${group}/` : ""}${version} ${kind}`;
}

/** A kind is namespaced if one of its paths is; only what can be read with GET counts. */
function readScopes(paths: Mapping): ReadonlyMap<string, boolean> {
  const scopes = new Map<string, boolean>();
  for (const [path, item] of Object.entries(paths)) {
    const read = isMapping(item) ? own(item, "get") : undefined;
    const entry = isMapping(read) ? own(read, KIND) : undefined;
    if (!isMapping(entry)) continue;
    const id = kindId(entry);
    scopes.set(id, path.includes("namespaces/{namespace}") || scopes.get(id) === true);
  }
  return scopes;
}

/** Makes each schema once, so that it can be compared by identity. */
class Schemas {
  readonly #root: Mapping;
  readonly #others: OtherDefinitions;
  readonly #made = new Map<Mapping, Schema>();

  constructor(definitions: Mapping, others: OtherDefinitions) {
    this.#root = { definitions };
    this.#others = others;
  }

  of(definition: Mapping | undefined): Schema | undefined {
    if (definition === undefined) return undefined;
    const made = this.#made.get(definition) ?? this.#make(definition);
    this.#made.set(definition, made);
    return made;
  }

  #make(definition: Mapping): Schema {
    const below = (value: Value | undefined): Schema | undefined => {
      const other = this.#otherAt(value);
      if (this.#others.win && other !== undefined) return other;
      return this.of(this.#resolved(value)) ?? other;
    };
    const properties = own(definition, "properties");
    return {
      mergeKeys: mergeKeysOf(definition),
      field: (key) =>
        below((isMapping(properties) ? own(properties, key) : undefined) ?? own(definition, "additionalProperties")),
      get items() {
        return isListType(own(definition, "type")) ? below(own(definition, "items")) : undefined;
      },
    };
  }

  #otherAt(value: Value | undefined): Schema | undefined {
    const ref = isMapping(value) ? own(value, "$ref") : undefined;
    const name = typeof ref === "string" ? /^#\/definitions\/([^/]+)$/.exec(ref)?.[1] : undefined;
    return name === undefined ? undefined : this.#others.definition(name);
  }

  /** What a `$ref` refers to, over as many steps as it takes; its siblings do not count. */
  #resolved(value: Value | undefined): Mapping | undefined {
    let here = value;
    const seen = new Set<Value | undefined>();
    while (isMapping(here) && !seen.has(here)) {
      const ref = own(here, "$ref");
      if (typeof ref !== "string" || ref === "") return here;
      seen.add(here);
      here = valueAtRef(this.#root, ref);
    }
    return undefined;
  }
}

function valueAtRef(root: Mapping, ref: string): Value | undefined {
  const pointer = ref.includes("#") ? decodeURIComponent(ref.slice(ref.indexOf("#") + 1)) : "";
  let here: Value | undefined = root;
  for (const step of pointer.split("/").slice(1)) {
    here = isMapping(here) ? own(here, step.replaceAll("~1", "/").replaceAll("~0", "~")) : undefined;
  }
  return here;
}

function isListType(type: Value | undefined): boolean {
  return type === "array" || (isList(type) && type.length === 1 && type[0] === "array");
}

function mergeKeysOf(definition: Mapping): readonly string[] | undefined {
  const strategy = own(definition, STRATEGY);
  if (strategy === undefined) return undefined;
  if (typeof strategy !== "string") throw invalid(`has a ${STRATEGY} that is no string`);
  if (!strategy.split(",").includes("merge")) return undefined;
  const [keys, key] = [own(definition, MERGE_KEYS), own(definition, MERGE_KEY)];
  const all = keys ?? (key === undefined ? [] : [key]);
  if (isList(all) && all.every((name) => typeof name === "string")) return all;
  throw invalid(`has merge keys that are no strings`);
}
