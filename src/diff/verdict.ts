/** What a reviewer has to do: nothing, skim, read, or stop. */
import type { Change, DiffReport, Edit, Step, Verdict } from "../model/difference.ts";

type Judged = Pick<DiffReport, "environments" | "withheld" | "risks" | "order" | "changes">;

export function verdictOf({ environments, withheld, risks, order, changes }: Judged): Verdict {
  if (withheld.length > 0) return "withheld";
  if (risks.some(({ level }) => level === "danger")) return "danger";
  const isOther = environments.some(({ state, was }) => state === "added" || state === "removed" || was !== undefined);
  if (changes.length === 0 && !isOther) return "none";
  const isRoutine = !isOther && risks.length === 0 && order.length === 0 && changes.every(isRoutineChange);
  return isRoutine ? "routine" : "review";
}

function isRoutineChange({ kind, renamed, edits }: Change): boolean {
  return kind === "changed" && renamed !== "similar" && edits.every(isRoutineEdit);
}

/** Images, labels that nothing selects by (a changed selector is no label), and what follows from other changes. */
function isRoutineEdit({ path, follows }: Edit): boolean {
  if (follows !== undefined) return true;
  const last = path.at(-1);
  if (last === "image") return path.some((step) => typeof step !== "string");
  return isLabel(path);
}

/** One label, or all of them at once. */
function isLabel(path: readonly Step[]): boolean {
  const at = path.lastIndexOf("labels");
  return at > 0 && path[at - 1] === "metadata" && at >= path.length - 2;
}
