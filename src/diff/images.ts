/** Which images moved: a table that a reviewer reads before anything else. */
import type { Resource } from "../model/applied.ts";
import type { Change, ImageChange } from "../model/difference.ts";
import { at, isObject, type JsonValue } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { titleOf } from "./changes.ts";
import type { ObjectChange } from "./environment-change.ts";
import type { Redact } from "./shown-edits.ts";

interface Moved {
  readonly image: string;
  readonly from?: string;
  readonly to?: string;
}

/**
 * `changes` beside the change of one environment that each of them stands for; sorted by image. A login in front of the
 * registry, which nobody can pull with, is a secret all the same.
 */
export function imageChanges(
  changes: readonly { readonly change: Change; readonly of: ObjectChange }[],
  redact: Redact,
): readonly ImageChange[] {
  const table = new Map<string, Moved & { workloads: Set<string>; environments: Set<number> }>();
  const shownImages = (resource: Resource | undefined): ReadonlyMap<string, string> =>
    resource === undefined || podSpecOf(resource.manifest) === undefined
      ? new Map()
      : imagesOf(redact(resource.manifest).manifest);
  for (const { change, of } of changes) {
    for (const moved of movedImages(shownImages(of.before), shownImages(of.after))) {
      const key = JSON.stringify([moved.image, moved.from, moved.to]);
      const row = table.get(key) ?? { ...moved, workloads: new Set(), environments: new Set() };
      table.set(key, row);
      row.workloads.add(titleOf(change));
      for (const index of change.environments) row.environments.add(index);
    }
  }
  return [...table.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { workloads, environments, ...row }]) => ({
      ...row,
      workloads: [...workloads].sort(),
      environments: [...environments].sort((a, b) => a - b),
    }));
}

/** By the container's place and name. An image of another repository goes, and one comes. */
function movedImages(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly Moved[] {
  const containers = [...new Set([...before.keys(), ...after.keys()])];
  return containers.flatMap((container): readonly Moved[] => {
    const [old, now] = [before.get(container), after.get(container)];
    if (old === now) return [];
    const [from, to] = [partsOf(old), partsOf(now)];
    if (from !== undefined && to !== undefined && from.image === to.image) {
      return [{ image: to.image, from: from.version, to: to.version }];
    }
    return [
      ...(from === undefined ? [] : [{ image: from.image, from: from.version }]),
      ...(to === undefined ? [] : [{ image: to.image, to: to.version }]),
    ];
  });
}

/** `ghcr.io/x/y:v1@sha256:...` is the image `ghcr.io/x/y` in version `v1@sha256:...`. A registry's port is no tag. */
function partsOf(reference: string | undefined): { image: string; version: string } | undefined {
  if (reference === undefined) return undefined;
  const [, image = reference, tag = "", digest = ""] =
    /^(.*?)(?::([^:/@]+))?(@[\w.+-]+:[\w=-]+)?$/s.exec(reference) ?? [];
  return { image, version: `${tag}${digest}` || "latest" };
}

/** Every container's image, by where it stands. */
function imagesOf(manifest: Manifest): ReadonlyMap<string, string> {
  const images = new Map<string, string>();
  const spec = podSpecOf(manifest);
  for (const list of ["initContainers", "containers"]) {
    const containers = at(spec, list);
    for (const container of Array.isArray(containers) ? (containers as readonly JsonValue[]) : []) {
      if (isObject(container) && typeof container.image === "string") {
        images.set(`${list} ${String(container.name)}`, container.image);
      }
    }
  }
  return images;
}

function podSpecOf(manifest: Manifest): JsonValue | undefined {
  if (manifest.kind === "Pod") return manifest.spec;
  if (manifest.kind === "CronJob") return at(manifest, "spec", "jobTemplate", "spec", "template", "spec");
  return at(manifest, "spec", "template", "spec");
}
