/** Text of the report as nodes: what would hide or turn text is made visible, and what was left out is marked as such. */
import { REDACTED } from "../model/redacted.ts";
import { escaped, HIDDEN } from "../reports/inert.ts";
import { type Child, element } from "./elements.ts";

const PARTS = new RegExp(`${HIDDEN.source}|${REDACTED}`, "gu");

/** Line breaks stay; `redacted` says that `<redacted>` in it is ours, not a text of the user's. */
export function shown(text: string, redacted = false): readonly Child[] {
  const parts: Child[] = [];
  let end = 0;
  for (const match of text.matchAll(PARTS)) {
    const [found] = match;
    if (found === REDACTED && !redacted) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(found === REDACTED ? redactedBadge() : hiddenCharacter(found));
    end = match.index + found.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** A sentence of ours: what stands in backquotes is to be typed, or is a name. */
export function prose(text: string): readonly Child[] {
  const parts = text.split(/`([^`]+)`/);
  return parts.flatMap((part, index) => (index % 2 === 0 ? shown(part) : [element("code", {}, ...shownLine(part))]));
}

/** A name, which has no second line. */
export function shownLine(text: string): readonly Child[] {
  return shown(text.replaceAll("\n", "\\u000a"));
}

function redactedBadge(): HTMLElement {
  return element("span", { class: "redacted", title: "A secret: it is in no output" }, REDACTED);
}

function hiddenCharacter(character: string): HTMLElement {
  const code = character === "\t" ? "\\t" : escaped(character);
  return element("span", { class: "hidden-character", title: "A character that can't be seen" }, code);
}
