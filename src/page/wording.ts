/** How the page speaks of environments and objects. */
import type { Change, DiffReport, Step } from "../model/difference.ts";
import { formatId, type ResourceId } from "../model/manifest.ts";
import { count } from "../reports/wording.ts";
import { pathParts } from "./path-text.ts";

const NAMED = 3;

/** `all 12 environments`, `dev, ha`, `212 of 1000 environments`. */
export function environmentsText(report: DiffReport, environments: readonly number[]): string {
  const total = report.environments.length;
  if (environments.length === total && total > 1) return `all ${total} environments`;
  if (environments.length <= NAMED) return environmentNames(report, environments).join(", ");
  return `${environments.length} of ${total} environments`;
}

export function environmentNames(report: DiffReport, environments: readonly number[]): readonly string[] {
  return environments.map((index) => report.environments[index]?.name ?? "");
}

/** The object as it is called now, or as it was where it is gone. */
export function idOf({ before, after }: Change): ResourceId {
  return (after ?? before) as ResourceId;
}

export function resourceOf(change: Change): string {
  return formatId(idOf(change));
}

/** `image, replicas and 2 more`: what tells two changes of the same object apart. */
export function editsText({ kind, edits }: Change): string {
  if (kind !== "changed") return kind;
  const names = [...new Set(edits.map(({ path }) => lastName(path)))];
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(", ")} and ${more} more` : names.join(", ");
}

function lastName(path: readonly Step[]): string {
  const last = path.at(-1);
  if (typeof last === "string") return last;
  const [list = "", item = ""] = pathParts(path).slice(-2);
  // A number says nothing without its list.
  return last !== undefined && "key" in last ? item : `${list.replace(/^\./, "")}${item}`;
}

export function editCount({ edits }: Change): string {
  return count(edits.length, "edit");
}

export const SYMBOLS = { added: "+", removed: "−", changed: "~" } as const;
