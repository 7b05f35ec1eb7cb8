/** XML 1.0, as little of it as a report needs. */
import { inert } from "./inert.ts";

const NAMED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** What XML forbids altogether is among what is made visible. */
function text(value: string): string {
  return inert(value).replaceAll(/[&<>"']/g, (c) => NAMED[c] as string);
}

/** An element from a line of its own on; its content is text, or the elements in it. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: string | readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    // A line break in an attribute would be read as a space.
    .map(([key, value]) => ` ${key}="${text(String(value)).replaceAll("\n", "&#10;")}"`);
  const start = `<${name}${written.join("")}`;
  if (content.length === 0) return `${start}/>\n`;
  const inside = typeof content === "string" ? text(content) : `\n${content.join("")}`;
  return `${start}>${inside}</${name}>\n`;
}
