/** Folded changes as a report has them: without secrets, with placeholders, and with the lines that made them. */

import type { Resource } from "../model/applied.ts";
import type { Change, Edit } from "../model/difference.ts";
import type { Place } from "../model/finding.ts";
import { at, type JsonValue, type Path } from "../model/json.ts";
import { formatId } from "../model/manifest.ts";
import type { ObjectChange } from "./environment-change.ts";
import { type Folded, hashesOf } from "./fold.ts";
import { pathOnSide } from "./path-on-side.ts";
import { shownId, shownKeys, shownPointer, withoutSecretKeys } from "./secret-keys.ts";
import { type Redact, shownEdits } from "./shown-edits.ts";
import { filled, type Template, templateOf } from "./template.ts";

/** What is known of a change before it gets its place in the report. */
export type UnnumberedChange = Omit<Change, "id" | "others">;

/** Where a value was written is asked of the first environment alone. */
export function changeOf({ members, variables }: Folded, redact: Redact): UnnumberedChange {
  const [first] = members;
  if (first === undefined) throw new Error("a folded change without a member");
  const { cluster, change } = first;
  const shown = { ...partsOf(change, redact), kind: change.kind, ...(change.renamed && { renamed: change.renamed }) };
  const isSame = Object.keys(variables).length === 0;
  const template = isSame ? undefined : templateOf(JSON.stringify(shown), cluster, hashesOf(change));
  const own = Object.fromEntries(Object.entries(variables).filter(([, values]) => new Set(values).size > 1));
  const text: typeof shown = template === undefined ? shown : JSON.parse(withoutConstants(template, own));
  return {
    ...text,
    edits: text.edits.map((edit, index) => withSource(edit, sourceOf(change, change.edits[index]))),
    ...(change.kind === "changed" ? {} : { source: (change.after ?? change.before)?.placeOf([]) ?? {} }),
    environments: members.map(({ environment }) => environment),
    variables: own,
  };
}

/** A hash of contents that are the same everywhere is the same, too, and stands for itself. */
function withoutConstants({ text, variables }: Template, own: Folded["variables"]): string {
  const constants = Object.entries(variables).filter(([name]) => !Object.hasOwn(own, name));
  return filled(text, Object.fromEntries(constants));
}

/** `Deployment.apps certctl/certctl-server`, by its new name where it has one. */
export function titleOf({ before, after }: Pick<Change, "before" | "after">): string {
  const id = after ?? before;
  return id === undefined ? "" : formatId(id);
}

function partsOf(
  { kind, before, after, edits }: ObjectChange,
  redact: Redact,
): Pick<Change, "before" | "after" | "edits" | "manifest" | "redacted"> {
  const ids = { ...(before && { before: shownId(before.id) }), ...(after && { after: shownId(after.id) }) };
  if (kind === "changed" && before !== undefined && after !== undefined) {
    return {
      ...ids,
      edits: shownEdits(before.manifest, after.manifest, edits, redact).map(withoutSecretKeys),
      redacted: [],
    };
  }
  const only = after ?? before;
  if (only === undefined) return { edits: [], redacted: [] };
  const { manifest, redacted } = redact(only.manifest);
  return { ...ids, edits: [], manifest: shownKeys(manifest), redacted: [...redacted].map(shownPointer).sort() };
}

function sourceOf({ before, after }: ObjectChange, edit: Edit | undefined): Place | undefined {
  if (edit === undefined || before === undefined || after === undefined) return undefined;
  if (edit.kind === "removed") return placeOn("before", before, edit);
  return placeOn("after", after, edit);
}

/** What came or went as a whole stands where its first value does: the mapping around it may be older. */
function placeOn(side: "before" | "after", resource: Resource, { kind, path }: Edit): Place {
  const here = pathOnSide(resource.manifest, path, side);
  return resource.placeOf(kind === "added" || kind === "removed" ? firstLeaf(resource.manifest, here) : here);
}

function firstLeaf(manifest: JsonValue, path: Path): Path {
  let [here, leaf] = [at(manifest, ...path), path];
  while (typeof here === "object" && here !== null) {
    const [step] = Array.isArray(here) ? [0] : Object.keys(here);
    const next = step === undefined ? undefined : at(here, step);
    if (step === undefined || next === undefined) break;
    [here, leaf] = [next, [...leaf, step]];
  }
  return leaf;
}

function withSource(edit: Edit, source: Place | undefined): Edit {
  return source === undefined ? edit : { ...edit, source };
}
