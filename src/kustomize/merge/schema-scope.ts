/**
 * Which schema holds at which moment of a build. kustomize 5.8.1 keeps one for the whole run (kyaml/openapi/openapi.go,
 * SetSchema): the root's `openapi` wins; without one, the first that a base or component brings along holds from the
 * moment it is loaded, for everything after it, the overlays above it included.
 */
import { ALWAYS, BUILT_IN, builtInDefinition } from "./built-in-schema.ts";
import { PatchError } from "./patch-error.ts";
import type { OtherDefinitions, SchemaSet } from "./schema.ts";
import { joinSchemas } from "./schema.ts";

/** The only version that kustomize 5.8.1 brings along. */
const BUILT_IN_VERSION = "v1.21.2";

type ReadSchema = (others?: OtherDefinitions) => SchemaSet;

/** The `openapi` of one kustomization. */
interface OpenApiChoice {
  /** As written; undefined only where the field has no `version`. */
  readonly version?: string;
  /** Reads the file that `path` names, when the schema is first used: until then kustomize does not look into it. */
  readonly custom?: ReadSchema;
}

export class SchemaScope {
  #chosen = false;
  #custom: ReadSchema | undefined;
  #builtInUse: "none" | "scope" | "merge" = "none";
  #schemas: SchemaSet | undefined;

  /** To be called when a kustomization is loaded, the root first, before its resources are. Throws PatchError. */
  enter({ version, custom }: OpenApiChoice): void {
    if (this.#chosen) return;
    if (custom !== undefined && version !== undefined) {
      throw new PatchError("", "openapi has both a version and a path", "Leave one of them out.");
    }
    if (custom === undefined && (version ?? "") === "") return;
    if (custom === undefined && version !== BUILT_IN_VERSION) {
      throw new PatchError(
        "",
        `openapi has the unknown version ${version}`,
        `Use ${BUILT_IN_VERSION}, or leave it out.`,
      );
    }
    this.#chosen = true;
    this.#custom = custom;
    this.#schemas = undefined;
  }

  /** True where a kustomization has chosen a schema of its own. */
  get isCustom(): boolean {
    return this.#custom !== undefined;
  }

  /** True as long as a kind that kustomize does not know would change what a schema of one's own does. */
  get asksForKinds(): boolean {
    return this.#custom === undefined && this.#builtInUse === "none";
  }

  /** The schema for merging now. */
  forMerging(): SchemaSet {
    if (this.#custom === undefined) this.#builtInUse = "merge";
    return this.#current();
  }

  /** True for a kind that is known to be outside of namespaces now. To be asked for every object and patch. */
  isClusterScoped(apiVersion: string, kind: string): boolean {
    const builtIn = BUILT_IN.isNamespaced(apiVersion, kind);
    if (builtIn !== undefined) return !builtIn;
    if (this.#custom !== undefined) return this.#current().isNamespaced(apiVersion, kind) === false;
    if (this.#builtInUse === "none") this.#builtInUse = "scope";
    return false;
  }

  /** A custom schema takes the place of the built-in one, unless that was needed before: then it is added to it. */
  #current(): SchemaSet {
    this.#schemas ??= this.#joined();
    return this.#schemas;
  }

  #joined(): SchemaSet {
    if (this.#custom === undefined) return BUILT_IN;
    if (this.#builtInUse === "none") return joinSchemas(this.#custom(), ALWAYS);
    const win = this.#builtInUse === "scope";
    const custom = this.#custom({ definition: builtInDefinition, win });
    return win ? joinSchemas(custom, BUILT_IN) : joinSchemas(BUILT_IN, custom);
  }
}
