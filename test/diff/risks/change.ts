/** An environment on both sides, its objects paired by identity, and by hand where a test says that one was renamed. */
import type { EnvironmentChange, ObjectChange } from "../../../src/diff/environment-change.ts";
import { sameData } from "../../../src/diff/same-data.ts";
import type { AppliedEnvironment, Resource } from "../../../src/model/applied.ts";
import { formatId } from "../../../src/model/manifest.ts";

/** `renames`: old `Kind name` to new name; generated names are paired by themselves. */
export function changeBetween(
  before: AppliedEnvironment | undefined,
  after: AppliedEnvironment | undefined,
  renames: Readonly<Record<string, string>> = {},
): EnvironmentChange {
  const name = (after ?? before)?.name ?? "";
  if (before === undefined || after === undefined) return { name, before, after, objects: [] };
  const left = new Map(before.resources.map((one) => [formatId(one.id), one]));
  const objects = after.resources.flatMap((resource): ObjectChange[] => {
    const same = left.get(formatId(resource.id));
    const found = same ?? [...left.values()].find((one) => isRenamed(one, resource, renames));
    if (found !== undefined) left.delete(formatId(found.id));
    return found !== undefined && sameData(found.manifest, resource.manifest) ? [] : [changeOf(found, resource)];
  });
  const removed = [...left.values()].map((one): ObjectChange => ({ ...NONE, kind: "removed", before: one }));
  return { name, before, after, objects: [...objects, ...removed] };
}

const NONE = { before: undefined, after: undefined, edits: [] };
const HASH = /-[bcdfghkm2456789t]{10}$/;

function changeOf(before: Resource | undefined, after: Resource): ObjectChange {
  if (before === undefined) return { ...NONE, kind: "added", after };
  const renamed = HASH.test(after.id.name) ? "generated" : "similar";
  return {
    ...NONE,
    kind: "changed",
    before,
    after,
    ...(before.id.name === after.id.name && before.id.namespace === after.id.namespace ? {} : { renamed }),
  };
}

function isRenamed({ id }: Resource, to: Resource, renames: Readonly<Record<string, string>>): boolean {
  if (id.kind !== to.id.kind) return false;
  if (HASH.test(id.name) && id.name.replace(HASH, "") === to.id.name.replace(HASH, "")) return true;
  return renames[`${id.kind} ${id.name}`] === to.id.name;
}
