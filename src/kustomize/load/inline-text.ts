/** Places inside of a text that stands in a setting: a patch or a plugin that has no file of its own. */
import { InputError } from "../../model/errors.ts";
import type { Place } from "../../model/finding.ts";
import type { Entry } from "./entry.ts";
import { entryFinding } from "./entry.ts";

type LinePlace = Pick<Place, "line" | "column">;

/**
 * Where in the file a place of `content` is, which is the entry's text or a part of it. The lines of a block follow the
 * one that has its `|`, and are indented; of a text on one line only its start is known.
 */
export function placeInside(entry: Entry, content: string, inside: LinePlace | undefined): LinePlace {
  const start = entry.from.placeOf(entry.path);
  const { value: text } = entry;
  if (typeof text !== "string" || !text.includes("\n")) return start;
  if (start.line === undefined || inside?.line === undefined) return start;
  const before = text.slice(0, Math.max(0, text.indexOf(content))).split("\n").length - 1;
  return { line: start.line + before + inside.line };
}

/** The place with another line and column, which may be unknown. */
export function atPlace({ line: _, column: __, ...place }: Place, found: LinePlace): Place {
  return { ...place, ...found };
}

/** What is wrong in `content`, the entry's text or a part of it, at the line of the file where that is. */
export function errorInside(entry: Entry, rule: string, content: string, error: InputError): InputError {
  const [finding] = error.findings;
  const told = entryFinding(entry, rule, error.message, finding?.fix ?? "Correct it.");
  return new InputError([{ ...told, at: atPlace(told.at, placeInside(entry, content, finding?.at)) }]);
}
