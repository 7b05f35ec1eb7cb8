/** Commands that GitHub Actions reads from the log of a step, and shows as annotations. */
import type { Place } from "../model/finding.ts";
import { inertLine, visible } from "./inert.ts";

/** GitHub annotates with this many of each kind from one step, and has the others in the log alone. */
export const SHOWN = 10;

export type Property = readonly [name: string, value: string | undefined];

/** `::error file=a.yaml,line=1::text`. */
export function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: readonly Property[],
  text: string,
): string {
  const written = properties.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${property(value)}`]));
  return `::${name} ${written.join(",")}::${data(text)}`;
}

/** Where an annotation stands, and what is above it; a line counts within a file only. */
export function placed({ file, line, column }: Place, title: string): readonly Property[] {
  return [
    ["file", file],
    ["line", file === undefined ? undefined : line?.toString()],
    ["col", file === undefined ? undefined : column?.toString()],
    ["title", inertLine(title)],
  ];
}

function data(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
