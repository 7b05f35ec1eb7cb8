/** The kinds that objects can be checked against: those that we ship, read one by one, and those that definitions add. */
import { groupOf, type Manifest } from "../model/manifest.ts";
import { kindsOfCrd } from "./crd.ts";
import { type KindSchema, kindSchema } from "./kind-schema.ts";
import { type KindIndex, type KindTable, tablePath } from "./schema.ts";

export interface KindName {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface Schemas {
  find(apiVersion: string, kind: string): KindSchema | undefined;
  /** Adds the kinds of a CustomResourceDefinition, before those that we ship; throws what is wrong with it. */
  add(definition: Manifest): void;
  /** Whether any kind of the group is known: another one of it is a mistake then, not the work of others. */
  hasGroup(apiVersion: string): boolean;
  /** All kinds that are known. */
  kinds(): readonly KindName[];
  /** The projects that the shipped ones were made from, with their versions. */
  readonly madeFrom: KindIndex["madeFrom"];
}

/** `readKind` gives the text of a file below `schemas/kinds`, or undefined where there is none. */
export function createSchemas(readKind: (path: string) => string | undefined): Schemas {
  const index = JSON.parse(readKind("index.json") ?? '{"madeFrom":[],"kinds":{}}') as KindIndex;
  const known = new Map<string, KindSchema | undefined>();
  const groups = new Set(Object.keys(index.kinds).map(groupOf));
  const shipped = (apiVersion: string, kind: string): KindSchema | undefined => {
    // Only what the index has is asked for: the words are those of any object, and part of a path.
    const kinds = Object.hasOwn(index.kinds, apiVersion) ? index.kinds[apiVersion] : undefined;
    if (kinds?.includes(kind) !== true) return undefined;
    const text = readKind(tablePath(apiVersion, kind));
    return text === undefined ? undefined : kindSchema(JSON.parse(text) as KindTable);
  };
  const kinds = (): KindName[] => {
    const names = Object.entries(index.kinds).flatMap(([apiVersion, all]) => all.map((kind) => ({ apiVersion, kind })));
    const added = [...known.values()].filter((schema) => schema !== undefined);
    return [
      ...new Map(
        [...names, ...added].map(({ apiVersion, kind }) => [key(apiVersion, kind), { apiVersion, kind }]),
      ).values(),
    ];
  };
  return {
    madeFrom: index.madeFrom,
    kinds,
    hasGroup: (apiVersion) => groups.has(groupOf(apiVersion)),
    add: (definition) => {
      for (const table of kindsOfCrd(definition)) {
        known.set(key(table.apiVersion, table.kind), kindSchema(table));
        groups.add(groupOf(table.apiVersion));
      }
    },
    find: (apiVersion, kind) => {
      const name = key(apiVersion, kind);
      if (!known.has(name)) known.set(name, shipped(apiVersion, kind));
      return known.get(name);
    },
  };
}

const key = (apiVersion: string, kind: string): string => `${apiVersion} ${kind}`;
