/** Finds the environments of two states of a tree, grouped alike: what one of them shows of the other is known to both. */
import type { Tree } from "../kustomize/load/source.ts";
import { isSameBeside } from "./beside.ts";
import { type Found, findEnvironments, NO_APPLICATIONS, NOTHING_BESIDE, SearchCache } from "./environments.ts";
import { withAncestors } from "./paths.ts";

export interface BothSides {
  readonly before: Found;
  readonly after: Found;
}

/** The whole of both trees. What they have in common is read once, and built once where it is known which paths differ. */
export function findOnBothSides(before: Tree, after: Tree, differing?: ReadonlySet<string>): BothSides {
  const options = { repository: "", cache: new SearchCache() };
  const first = findEnvironments(before, [""], {
    ...options,
    beside: NOTHING_BESIDE,
    applications: NO_APPLICATIONS,
  });
  if (differing?.size === 0) return { before: first, after: first };
  const { manifests, plain, beside } = first;
  const changed = differing === undefined ? {} : { differing };
  const then = findEnvironments(after, [""], {
    ...options,
    manifests,
    plain,
    beside,
    applications: first.applications,
    roots: rootsOf(first),
    ...changed,
  });
  const isSame =
    isSameBeside(before, first.beside, then.beside) &&
    [...then.applications.apart].every((id) => !first.applications.others.has(id)) &&
    [...then.applications.joined].every((id) => !first.applications.apart.has(id)) &&
    [...first.passedOver].every((path) => !then.manifests.has(path)) &&
    [...rootsOf(then)].every((path) => first.roots.has(path) || !before.isDirectory(path)) &&
    [...then.plain].every((path) => first.plain.has(path) || withAncestors(path).every((one) => !first.plain.has(one)));
  if (isSame) return { before: first, after: then };
  // What is a manifest now was a broken one, what nothing uses now was an environment, or one has become several.
  const { manifests: known, plain: apart, beside: around } = then;
  const now = {
    manifests: known,
    plain: apart,
    roots: rootsOf(then),
    beside: around,
    applications: then.applications,
  };
  return { before: findEnvironments(before, [""], { repository: "", ...now }), after: then };
}

/** A kustomization that can't be read hides what it uses. */
function rootsOf({ roots, problems }: Found): ReadonlySet<string> {
  return problems.some(({ rule }) => rule === "kustomization-yaml") ? new Set() : roots;
}
