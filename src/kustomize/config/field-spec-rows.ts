/** The short notation in which the default tables write their field specs. */
import type { KindFilter } from "../resources/identity.ts";
import type { FieldSpec } from "./config.ts";

/** `Deployment`, `StatefulSet.apps` or `Service.serving.knative.dev/v1`: kind, then group, then version. */
export function kindFilter(text: string): KindFilter {
  const [name = "", version] = text.split("/");
  const dot = name.indexOf(".");
  const kind = dot < 0 ? name : name.slice(0, dot);
  const group = dot < 0 ? "" : name.slice(dot + 1);
  return {
    ...(group === "" ? {} : { group }),
    ...(version === undefined ? {} : { version }),
    ...(kind === "" ? {} : { kind }),
  };
}

/** One field in one kind; an empty kind is any. */
export function row(kind: string, path: string, create = false): FieldSpec {
  return { ...kindFilter(kind), path, create };
}

/** Fields of one kind, all below the same path. */
export function rowsBelow(kind: string, base: string, paths: readonly string[]): readonly FieldSpec[] {
  return paths.map((path) => row(kind, base === "" ? path : `${base}/${path}`));
}

/** One field in several kinds. */
export function rowPerKind(path: string, ...kinds: string[]): readonly FieldSpec[] {
  return kinds.map((kind) => row(kind, path));
}
