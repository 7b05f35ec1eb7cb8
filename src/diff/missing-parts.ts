/** Tells what could not be read on both sides and is the same on both: it has the same objects, whatever they are. */
import { NOT_COMPARED } from "../model/difference.ts";
import type { Finding } from "../model/finding.ts";
import { grouped } from "../model/grouped.ts";
import type { MissingPart, RenderedSide } from "./rendered-side.ts";

/**
 * What is missing here and that the other side does not miss, misses for another reason, or could make of other files. What is
 * missing on both sides and not given here is the same.
 */
export function missingAlone(
  [base, head]: readonly [RenderedSide, RenderedSide],
  here: readonly MissingPart[],
  there: readonly MissingPart[],
): readonly MissingPart[] {
  const others = new Map(there.map((part) => [textOf(part), part]));
  return here.filter((part) => {
    const same = others.get(textOf(part));
    if (same === undefined) return true;
    const inputs = new Set([part, same].flatMap(({ inputs: of }) => of()));
    return [...inputs].some((path) => base.files.contentOf(path) !== head.files.contentOf(path));
  });
}

/** Without the places, as two folders name their files differently; and a text that can't be read names the state that it is of. */
function textOf({ part, problems }: MissingPart): string {
  const told = problems.map(({ rule, message }) => [rule, message.replace(STATE, " ")]);
  return JSON.stringify([part, told]);
}

const STATE = / in (?:the working tree|commit [0-9a-f]{12}) /;

/** What a reader must know of parts that are left out of a comparison, once for each rule that they break. */
export function notCompared(missing: readonly MissingPart[]): readonly Finding[] {
  const problems = missing.flatMap((part) => part.problems);
  const each = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...grouped([...each.values()], ({ rule }) => rule).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : ` (and ${others.length} more like it)`;
    const message = `neither side can be rendered here, and no file of it differs, so it is left out: ${first.message}${more}`;
    return [{ rule: NOT_COMPARED, severity: "info", message, fix: first.fix, at: first.at }];
  });
}
