/** Puts environments together from what was read. */
import type { AppliedEnvironment, Applier, Resource } from "../model/applied.ts";
import type { Finding } from "../model/finding.ts";
import { keyOf } from "./resource.ts";

/** What is applied as it is, because no object says how. */
export function plainEnvironment(name: string, resources: readonly Resource[]): AppliedEnvironment {
  return environmentOf(name, [{ kind: "none", by: undefined, resources }], []);
}

/** `others` are objects that belong to it and that none of the appliers applies. */
export function environmentOf(
  name: string,
  appliers: readonly Applier[],
  others: readonly Resource[],
): AppliedEnvironment {
  const wrapping = appliers.flatMap(({ by }) => (by === undefined ? [] : [by]));
  // What stands in a file that an applier applies is read twice: as it is applied it counts.
  const resources = eachOnce([...appliers.flatMap((applier) => applier.resources), ...wrapping, ...others]);
  return { name, appliers, resources, manualSecrets: [] };
}

function eachOnce(resources: readonly Resource[]): readonly Resource[] {
  const known = new Set<string | Resource>();
  return resources.filter((resource) => {
    const key = keyOf(resource) ?? resource;
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}

/** For a file or a stream that a person has named. */
export function noObject(file: string, fix = "Name a file with manifests."): Finding {
  return { rule: "no-object", severity: "error", message: `${file} holds no Kubernetes object`, fix, at: { file } };
}
