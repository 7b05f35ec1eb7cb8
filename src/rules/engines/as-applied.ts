/** An environment whose objects are as their engine applies them, with its namespace and its patches, each once. */
import type { AppliedEnvironment, Resource } from "../../model/applied.ts";
import { formatId } from "../../model/manifest.ts";
import { type Installation, installationsOf } from "../certctl/installation.ts";

/** Many rules ask for these, of one environment after the other. */
const environments = new WeakMap<AppliedEnvironment, AppliedEnvironment>();
const installations = new WeakMap<AppliedEnvironment, readonly Installation[]>();

/** What is read from a file that an applier also applies is there once more: of the two the applied one counts. */
export function asApplied(environment: AppliedEnvironment): AppliedEnvironment {
  return remembered(environments, environment, eachOnce);
}

/** The installations in it, of objects as they are applied. */
export function installationsAsApplied(environment: AppliedEnvironment): readonly Installation[] {
  return remembered(installations, environment, (one) => installationsOf(asApplied(one)));
}

function remembered<K extends object, V>(cache: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const value = cache.get(key) ?? make(key);
  cache.set(key, value);
  return value;
}

function eachOnce(environment: AppliedEnvironment): AppliedEnvironment {
  const known = new Set<string>();
  const applied = environment.appliers.flatMap(({ resources }) => resources);
  const resources = [...applied, ...environment.resources].filter((resource) => {
    const key = keyOf(resource);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  return { ...environment, resources };
}

/** The same object may have been read twice. */
export function isSame(one: Resource | undefined, other: Resource | undefined): boolean {
  return one !== undefined && other !== undefined && (one === other || keyOf(one) === keyOf(other));
}

function keyOf({ id, manifest }: Resource): string {
  return `${formatId(id)} ${manifest.metadata.name === undefined ? JSON.stringify(manifest) : ""}`;
}
