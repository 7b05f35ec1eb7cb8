/** Whether two resources are one object. */
import type { Resource } from "../model/applied.ts";
import { formatId } from "../model/manifest.ts";

/** The same object may have been read twice. */
export function isSame(one: Resource | undefined, other: Resource | undefined): boolean {
  return one !== undefined && other !== undefined && (one === other || keyOf(one) === keyOf(other));
}

function keyOf({ id, manifest }: Resource): string {
  return `${formatId(id)} ${manifest.metadata.name === undefined ? JSON.stringify(manifest) : ""}`;
}
