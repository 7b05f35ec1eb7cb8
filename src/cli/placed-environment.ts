/** An environment whose places name files as a person sees them. */
import type { AppliedEnvironment, Resource } from "../model/applied.ts";
import type { Finding, Place } from "../model/finding.ts";
import type { Path } from "../model/json.ts";

/** What a file is called instead. */
type Shown = (file: string) => string;

/** The same environment; the places of its objects are still worked out when they are asked. */
export function placedEnvironment<E extends AppliedEnvironment>(environment: E, shown: Shown): E {
  const known = new Map<Resource, Resource>();
  const resource = (one: Resource): Resource => {
    const before = known.get(one);
    if (before !== undefined) return before;
    const after = { ...one, placeOf: (path: Path) => placed(one.placeOf(path), shown) };
    known.set(one, after);
    return after;
  };
  return {
    ...environment,
    resources: environment.resources.map(resource),
    appliers: environment.appliers.map((applier) => ({
      ...applier,
      ...(applier.unknown === undefined ? {} : { unknown: placedFinding(applier.unknown, shown) }),
      by: applier.by === undefined ? undefined : resource(applier.by),
      resources: applier.resources.map(resource),
    })),
  };
}

/** The finding at the same place; its texts stay as they are. */
export function placedFinding(finding: Finding, shown: Shown): Finding {
  return { ...finding, at: placed(finding.at, shown) };
}

function placed(place: Place, shown: Shown): Place {
  return place.file === undefined ? place : { ...place, file: shown(place.file) };
}
