/** Over many random environments: every object has one fate, and swapped sides give the mirrored changes. */
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/diff/apply.ts";
import type { ObjectChange } from "../../src/diff/environment-change.ts";
import { mirror } from "../../src/diff/mirror.ts";
import { pairObjects } from "../../src/diff/pair.ts";
import { dataText } from "../../src/diff/same-data.ts";
import type { Resource } from "../../src/model/applied.ts";
import { type Random, random, seedOf } from "../support/random.ts";
import { resource } from "./objects.ts";

const CASES = 1500;

const KINDS = ["ConfigMap", "Secret", "ServiceAccount", "Deployment.apps/v1", "Deployment.apps/v1beta1"];
const NAMES = ["x", "y", "conf-6h99fcmhm4", "conf-2f7cg52dt4", "conf-m9h4cggbd4"];

function object(r: Random): Resource {
  const keys = ["a", "b", "c", "d", "e", "f"].slice(0, r.below(7));
  const data = Object.fromEntries(keys.map((key) => [key, r.pick(["1", "1", "1", "2", r.pick(NAMES)])]));
  const rest = keys.length === 0 ? {} : { data, imagePullSecrets: [{ name: r.pick(NAMES) }] };
  return resource(r.pick(KINDS), `${r.pick(["ns", "other"])}/${r.pick(NAMES)}`, rest);
}

/** Some objects stay as they are, the same or read again. */
function sides(r: Random): [readonly Resource[], readonly Resource[]] {
  const before = Array.from({ length: r.below(9) }, () => object(r));
  const kept = before.flatMap((one): Resource[] => {
    const dice = r.below(4);
    return dice === 0 ? [] : dice === 1 ? [one] : dice === 2 ? [structuredCloneOf(one)] : [object(r)];
  });
  return [before, r.below(2) === 0 ? kept : [...kept, object(r)].reverse()];
}

function structuredCloneOf(one: Resource): Resource {
  return { ...one, manifest: JSON.parse(JSON.stringify(one.manifest)) };
}

const SWAPPED = { added: "removed", removed: "added", changed: "changed" } as const;

function swapped({ kind, before, after, edits, ...rest }: ObjectChange): ObjectChange {
  return { kind: SWAPPED[kind], before: after, after: before, edits: mirror(edits), ...rest };
}

/** Without the functions, in an order of their own. */
function texts(changes: readonly ObjectChange[], before: readonly Resource[], after: readonly Resource[]): string[] {
  const place = (side: readonly Resource[], one: Resource | undefined) => (one === undefined ? -1 : side.indexOf(one));
  return changes
    .map((change) =>
      JSON.stringify([
        place(before, change.before),
        place(after, change.after),
        change.kind,
        change.renamed,
        change.edits,
      ]),
    )
    .sort();
}

/** What the new side has, made of the old one and the changes. */
function made(changes: readonly ObjectChange[], before: readonly Resource[]): string[] {
  const touched = new Set(changes.map((change) => change.before));
  const same = before.filter((one) => !touched.has(one)).map(({ manifest }) => manifest);
  const changed = changes.flatMap(({ kind, before: old, after: now, edits }) => {
    if (kind === "removed" || now === undefined) return [];
    return [old === undefined ? now.manifest : applyEdits(old.manifest, edits)];
  });
  return [...same, ...changed].map(dataText).sort();
}

describe("random environments", () => {
  it("the changes make the new side of the old one, and swapped sides have the mirrored changes", () => {
    const first = seedOf(1);
    for (let seed = first; seed < first + CASES; seed += 1) {
      const [before, after] = sides(random(seed));
      const changes = pairObjects(before, after);
      expect({ seed, made: made(changes, before) }).toEqual({
        seed,
        made: after.map(({ manifest }) => dataText(manifest)).sort(),
      });
      expect({ seed, changes: texts(pairObjects(after, before), after, before) }).toEqual({
        seed,
        changes: texts(changes.map(swapped), after, before),
      });
    }
  });
});
