/** The same note of many objects becomes one that stands at the first of them. */
import type { Finding } from "../../model/finding.ts";

export function foldNotes(notes: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const note of notes) {
    const key = JSON.stringify([note.rule, note.severity, note.message, note.fix, note.accepted]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [note]);
    else group.push(note);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || others.length === 0) return group;
    return [{ ...first, message: `${first.message} (and ${others.length} more like it)` }];
  });
}
