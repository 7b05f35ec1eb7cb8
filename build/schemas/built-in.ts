/** Tables of the built-in kinds, out of what an API server publishes below `/openapi/v3`. */
import { isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import type { KindTable, Schema, TypeName } from "../../src/schemas/schema.ts";

export interface Document {
  readonly paths: Readonly<Record<string, JsonObject>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>> };
}

const ANY: Schema = {};
const FREE: Schema = { type: "object", open: true };
const TIME: Schema = { type: "string", format: "date-time" };

/** Types of Go that read themselves, which the document shows less of than they take, or in another way than we do. */
const SPECIAL: Readonly<Record<string, Schema>> = {
  "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": { $ref: "ObjectMeta" },
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { type: "quantity", format: "quantity" },
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { type: "int-or-string", format: "int32" },
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": TIME,
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": TIME,
  "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": FREE,
  "io.k8s.apimachinery.pkg.runtime.RawExtension": FREE,
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": ANY,
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray": ANY,
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool": ANY,
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray": ANY,
};

/** Required by the document, and filled in by the server. */
const DEFAULTED: Readonly<Record<string, readonly string[]>> = { "io.k8s.api.rbac.v1.RoleRef": ["apiGroup"] };

/** What begins otherwise is a custom resource; which of those a server has is an accident. */
const OWN = /^io\.k8s\.(api|apiextensions-apiserver|kube-aggregator)\./;

/** The built-in kinds that can be created by one group and version. */
export function builtInTables(document: Document, apiVersion: string): KindTable[] {
  const tables = new Map<string, KindTable>();
  for (const [path, methods] of Object.entries(document.paths)) {
    // Others are parts of an object, as `/scale` is.
    const match = /^\/apis?\/[^{}]*?(\/namespaces\/\{namespace\})?\/[a-z]+$/.exec(path);
    const made = isObject(methods.post) ? methods.post["x-kubernetes-group-version-kind"] : undefined;
    if (match === null || !isObject(made)) continue;
    const kind = String(made.kind);
    const one = table(document, { apiVersion, kind, namespaced: match[1] !== undefined });
    if (one !== undefined) tables.set(kind, one);
  }
  return [...tables.values()];
}

function table(
  document: Document,
  names: { apiVersion: string; kind: string; namespaced: boolean },
): KindTable | undefined {
  const root = Object.entries(document.components.schemas).find(
    ([name, schema]) => OWN.test(name) && isOf(schema, names),
  );
  if (root === undefined) return undefined;
  const parts: Record<string, Schema> = {};
  const schema = new Reader(document, parts).schema(root[1]);
  return { ...names, builtIn: true, schema, ...(Object.keys(parts).length > 0 && { parts }) };
}

function isOf(schema: JsonObject, { apiVersion, kind }: { apiVersion: string; kind: string }): boolean {
  const all = (schema["x-kubernetes-group-version-kind"] ?? []) as readonly JsonObject[];
  return all.some(
    (one) => one.kind === kind && [one.group, one.version].filter((part) => part !== "").join("/") === apiVersion,
  );
}

class Reader {
  readonly document: Document;
  readonly parts: Record<string, Schema>;

  constructor(document: Document, parts: Record<string, Schema>) {
    this.document = document;
    this.parts = parts;
  }

  /** A status is written by controllers: nobody needs to have written what is required there. */
  schema(source: JsonObject, isStatus = false): Schema {
    const name = referenceIn(source);
    return name === undefined ? this.#written(source, isStatus) : this.#part(name, isStatus);
  }

  #part(whole: string, isStatus: boolean): Schema {
    const special = SPECIAL[whole];
    if (special !== undefined) return special;
    const name = (whole.split(".").at(-1) ?? "") + (isStatus ? "/status" : "");
    if (this.parts[name] === undefined) {
      this.parts[name] = ANY;
      this.parts[name] = without(
        this.schema(this.document.components.schemas[whole] as JsonObject, isStatus),
        DEFAULTED[whole],
      );
    }
    return { $ref: name };
  }

  #written(source: JsonObject, isStatus: boolean): Schema {
    const { type, properties, additionalProperties, items, required, format } = source;
    const list = source["x-kubernetes-list-type"];
    const keys = source["x-kubernetes-list-map-keys"];
    return {
      ...(type !== undefined && { type: type as TypeName }),
      ...(isObject(properties) && { properties: this.#fields(properties, isStatus) }),
      ...(Array.isArray(required) && !isStatus && { required: required as readonly string[] }),
      ...(isObject(additionalProperties) && { additionalProperties: this.schema(additionalProperties, isStatus) }),
      ...(isObject(items) && { items: this.schema(items, isStatus) }),
      ...(typeof format === "string" && format !== "double" && { format }),
      ...(Array.isArray(source.enum) && !isStatus && { enum: source.enum as readonly JsonValue[] }),
      ...((list === "map" || list === "set") && { list }),
      ...(Array.isArray(keys) && { keys: keys as readonly string[] }),
    };
  }

  #fields(properties: JsonObject, isStatus: boolean): Record<string, Schema> {
    const fields = Object.entries(properties) as [string, JsonObject][];
    return Object.fromEntries(fields.map(([name, field]) => [name, this.schema(field, isStatus || name === "status")]));
  }
}

function without(schema: Schema, defaulted: readonly string[] = []): Schema {
  const { required } = schema;
  return required === undefined
    ? schema
    : { ...schema, required: required.filter((name) => !defaulted.includes(name)) };
}

/** A reference stands alone, or as the only one of `allOf` beside a description and a default. */
function referenceIn({ $ref, allOf }: JsonObject): string | undefined {
  const only = Array.isArray(allOf) && allOf.length === 1 ? (allOf[0] as JsonObject).$ref : undefined;
  const reference = $ref ?? only;
  return typeof reference === "string" ? reference.slice("#/components/schemas/".length) : undefined;
}
