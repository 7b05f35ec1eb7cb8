/** Rows of the tables that say where in which kind a field lies. */
import type { Identity } from "./resource.ts";

/** The parts of an identity that must be equal; an absent part fits any. */
export interface KindFilter {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
}

export interface FieldSpec extends KindFilter {
  readonly path: readonly string[];
  /** Makes the field, and the way to it, where it is missing. */
  readonly create: boolean;
}

export function fitsKind(filter: KindFilter, id: Identity): boolean {
  return (
    (filter.kind === undefined || filter.kind === id.kind) &&
    (filter.group === undefined || filter.group === id.group) &&
    (filter.version === undefined || filter.version === id.version)
  );
}

/** A row from the path as kustomize's own tables write it. */
export function spec(path: string, filter: KindFilter, create: boolean): FieldSpec {
  return { ...filter, path: path.split("/"), create };
}
