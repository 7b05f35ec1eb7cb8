/** Applies a report as JSON has it, as any program can: what an environment has before, made into what it has after. */
import { applyEdits } from "../../src/diff/apply.ts";
import type { Change, DiffReport } from "../../src/model/difference.ts";
import { formatId, type Manifest, resourceId } from "../../src/model/manifest.ts";

/** The objects of one environment by their identities. `report` may be parsed from `-o json`. */
export function applyReport(
  report: Pick<DiffReport, "environments" | "changes">,
  name: string,
  before: readonly Manifest[],
): ReadonlyMap<string, Manifest> {
  const index = report.environments.findIndex((one) => one.name === name);
  const objects = new Map(before.map((manifest) => [formatId(resourceId(manifest)), manifest]));
  const made: Manifest[] = [];
  for (const change of report.changes) {
    const member = change.environments.indexOf(index);
    if (member < 0) continue;
    const { kind, before: id, edits, manifest } = filledIn(change, member);
    const key = id === undefined ? "" : formatId(id);
    const old = objects.get(key);
    if (kind !== "added" && old === undefined) throw new Error(`${name} has no ${key}`);
    objects.delete(key);
    if (kind === "added") made.push(manifest as Manifest);
    if (kind === "changed" && old !== undefined) made.push(applyEdits(old, edits) as Manifest);
  }
  for (const manifest of made) objects.set(formatId(resourceId(manifest)), manifest);
  return objects;
}

/** The change with what stands for its placeholders in one of its environments. */
export function filledIn(change: Change, member: number): Change {
  const { variables, ...rest } = change;
  let text = JSON.stringify(rest);
  for (const [name, values] of Object.entries(variables)) text = text.replaceAll(`<${name}>`, values[member] ?? "");
  return { ...JSON.parse(text), variables: {} };
}
