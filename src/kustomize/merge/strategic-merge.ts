/**
 * Merges one strategic merge patch into one object as kustomize does it, odd forms included, without touching either.
 * Source: the behaviour of kustomize 5.8.1 (kyaml/yaml/merge2 and kyaml/yaml/walk with prepended list items).
 */

import { replaceShared } from "../yaml/shared-text.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isMapping } from "../yaml/value.ts";
import { BUILT_IN } from "./built-in-schema.ts";
import { takeAddedDirective, takeListDirective, takeMapDirective } from "./directives.ts";
import type { Draft } from "./draft.ts";
import { Drafts } from "./draft.ts";
import { wrongForm } from "./form.ts";
import { mergeElements } from "./keyed-list.ts";
import { PatchError } from "./patch-error.ts";
import type { Schema, SchemaSet } from "./schema.ts";
import { isSettled } from "./settled.ts";
import { staysWhenWalked } from "./tried.ts";

/** The object with the patch merged in, or undefined where the patch says `$patch: delete`. Throws PatchError. */
export function strategicMerge(target: Mapping, patch: Mapping, schemas: SchemaSet = BUILT_IN): Mapping | undefined {
  const drafts = new Drafts();
  const [object, origin] = [drafts.of(target), drafts.of(patch)];
  const merged = new Merge(schemas).walk(object, origin, undefined, "");
  if (merged === undefined) return undefined;
  // `$patch: replace` for the whole object: kustomize loses what came of it.
  if (merged !== object) return target;
  const result = replaceShared(object.freeze(), drafts.overwritten());
  return isMapping(result) ? result : target;
}

/** One walk over an object and a patch; the object's drafts are written to, and so are the patch's. */
class Merge {
  readonly #schemas: SchemaSet;

  constructor(schemas: SchemaSet) {
    this.#schemas = schemas;
  }

  /** What becomes of a value, undefined where it goes away. A null that is left stays only where it was. */
  walk(
    target: Draft | undefined,
    patch: Draft | undefined,
    above: Schema | undefined,
    path: string,
  ): Draft | undefined {
    const first = isPresent(target) ? target : patch;
    const schema = above ?? this.#ownSchema(target) ?? this.#ownSchema(patch);
    if (patch === undefined && this.#stays(target?.untouched, schema)) return target;
    if (first === undefined || first.isNull) return this.#walkMap(target, patch, schema, path);
    expectForm(first, patch, path);
    if (first.kind === "map") return this.#walkMap(target, patch, schema, path);
    if (first.kind === "list" && schema?.mergeKeys !== undefined) {
      return this.#walkList(target, patch, schema, schema.mergeKeys, path);
    }
    return patch ?? target;
  }

  /** True for a value that a patch says nothing of, and that the walk would leave as it is. */
  #stays(value: Value | undefined, schema: Schema | undefined): boolean {
    if (value === undefined) return false;
    const walk = (): Value | undefined => this.walk(new Drafts().of(value), undefined, schema, "")?.freeze();
    return isSettled(value, schema, this.#schemas) || staysWhenWalked(value, schema, this.#schemas, walk);
  }

  #ownSchema(node: Draft | undefined): Schema | undefined {
    const apiVersion = keyText(node, "apiVersion");
    const kind = keyText(node, "kind");
    return apiVersion === "" || kind === "" ? undefined : this.#schemas.schemaOf(apiVersion, kind);
  }

  #walkMap(
    target: Draft | undefined,
    patch: Draft | undefined,
    schema: Schema | undefined,
    path: string,
  ): Draft | undefined {
    const result = baseOfMap(target, patch, path);
    if (result === undefined) return undefined;
    const names = new Set([...result.fieldNames(), ...(patch?.fieldNames() ?? [])]);
    if (names.has(""))
      throw new PatchError(path, "kustomize cannot merge an empty key", "Name the key, or patch another object.");
    for (const name of [...names].sort()) {
      const below = `${path}/${name}`;
      const field = result.field(name);
      const merged = this.walk(field, patch?.field(name), schema?.field(name), below);
      if (merged === undefined || (merged.isNull && !(merged === field && patch?.field(name) === undefined))) {
        result.remove(name);
      } else if (merged === field && merged.isUntyped) merged.quote();
      else result.setField(name, merged);
    }
    return result;
  }

  #walkList(
    target: Draft | undefined,
    patch: Draft | undefined,
    schema: Schema,
    keys: readonly string[],
    path: string,
  ): Draft | undefined {
    const list = baseOfList(target, patch, path);
    if (list === undefined) return undefined;
    const walkItem = (item: Draft | undefined, change: Draft | undefined): Draft | undefined =>
      this.walk(item, change, schema.items, path);
    return mergeElements(list, patch, keys, path, walkItem);
  }
}

/** What the fields are merged into: the object's mapping, or the patch's own where it adds or replaces. */
function baseOfMap(target: Draft | undefined, patch: Draft | undefined, path: string): Draft | undefined {
  if (!isPresent(target)) {
    if (takeAddedDirective(patch) === "delete") return undefined;
    // A null that the file spells out stays; a field without any value goes.
    return patch === undefined && target !== undefined && target.text !== "" ? target : patch;
  }
  if (patch?.isNull) return undefined;
  const directive = takeMapDirective(patch, path);
  if (directive === "delete") return undefined;
  return directive === "replace" ? patch : target;
}

function baseOfList(target: Draft | undefined, patch: Draft | undefined, path: string): Draft | undefined {
  if (!isPresent(target)) return patch;
  if (patch?.isNull) return undefined;
  const directive = takeListDirective(patch, path);
  if (directive === "delete") return undefined;
  return directive === "replace" ? patch : target;
}

function expectForm(first: Draft, patch: Draft | undefined, path: string): void {
  if (patch !== undefined && !patch.isNull && patch.kind !== first.kind) throw wrongForm(path, first.kind, patch.kind);
}

function isPresent(node: Draft | undefined): boolean {
  return node !== undefined && !node.isNull;
}

/** The text of a field that is there and not empty. */
function keyText(node: Draft | undefined, key: string): string {
  const field = node?.field(key);
  return field === undefined || field.isNull ? "" : field.text;
}
