/** Where a value of an object was set: the file and line, and by which part of a kustomization. */
import type { Entry } from "../load/entry.ts";

export type Path = readonly (string | number)[];

/** `kustomization` is any field of it but the patches and generators: images, labels, namespace ... */
type OriginKind = "resource" | "patch" | "generator" | "kustomization";

/** Line and column count from 1; a file that is made in memory may have none. */
export interface OriginPlace {
  readonly kind: OriginKind;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Something that sets values; where exactly is only worked out when somebody asks. */
export interface Origin {
  readonly kind: OriginKind;
  /** The place of a value at a path below what this stands for, or the nearest one around it. */
  placeOf(path: Path): OriginPlace;
}

/** All of it was set by one entry of a kustomization. */
export function entryOrigin(kind: OriginKind, entry: Entry): Origin {
  let place: OriginPlace | undefined;
  return {
    kind,
    placeOf: () => {
      place ??= { kind, file: entry.from.file, ...entry.from.placeOf(entry.path) };
      return place;
    },
  };
}

/** A document of a file, whose values stand where they are written. */
export function documentOrigin(
  kind: OriginKind,
  file: string,
  document: () => { linePlaceOf(path: Path): { readonly line?: number; readonly column?: number } } | undefined,
): Origin {
  return { kind, placeOf: (path) => ({ kind, file, ...document()?.linePlaceOf(path) }) };
}
