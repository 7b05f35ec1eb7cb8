/** The same note of many objects becomes one that stands at the first of them. */
import type { Finding } from "../../model/finding.ts";
import { grouped } from "../../model/grouped.ts";

export function foldNotes(notes: readonly Finding[]): readonly Finding[] {
  const groups = grouped(notes, ({ rule, severity, message, fix, accepted }) =>
    JSON.stringify([rule, severity, message, fix, accepted]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || others.length === 0) return group;
    return [{ ...first, message: `${first.message} (and ${others.length} more like it)` }];
  });
}
