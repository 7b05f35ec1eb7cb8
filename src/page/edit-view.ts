/** One difference within an object. */
import type { Edit } from "../model/difference.ts";
import type { JsonValue } from "../model/json.ts";
import { positionText } from "../reports/diff/shown-edit.ts";
import { differingWords } from "../reports/diff/spans.ts";
import { scalarText } from "../reports/diff/value.ts";
import { type Child, element, spoken } from "./elements.ts";
import { label, placeView } from "./labels.ts";
import { type Layout, linesView, spans } from "./lines-view.ts";
import { movedView } from "./moved-view.ts";
import { pathParts, pathText } from "./path-text.ts";
import { shown, shownLine } from "./shown-text.ts";
import { hasLines, valueLines } from "./value-lines.ts";

export interface EditOptions {
  readonly layout: Layout;
  /** On paper nothing can be opened. */
  readonly whole: boolean;
}

/** `id` is the anchor of the edit, `c12-e3`; edits within an edit have none. */
export function editView(edit: Edit, options: EditOptions, id?: string): HTMLElement {
  return element(
    "li",
    { class: `edit ${edit.kind}`, id, tabindex: id === undefined ? undefined : -1 },
    element("div", { class: "edit-head" }, pathView(edit), ...marks(edit), placeView(edit.source)),
    ...content(edit, options),
  );
}

function pathView({ path }: Edit): HTMLElement {
  const parts = pathParts(path);
  // A long path may break where a step begins.
  const steps = parts.flatMap((part, index): Child[] => {
    const nodes = shownLine(part);
    return [index > 0 && element("wbr"), ...(index === parts.length - 1 ? [element("b", {}, ...nodes)] : nodes)];
  });
  return element("code", { class: "path" }, ...(steps.length === 0 ? [pathText(path)] : steps));
}

const FOLLOWING = {
  "generated-name": "follows a generated name",
  "chart-version": "follows the chart's version",
} as const;

function marks({ kind, position, redacted, follows, inside }: Edit): readonly Child[] {
  return [
    kind !== "changed" && label(kind, kind),
    position !== undefined && kind !== "removed" && label(positionText(position)),
    redacted === true &&
      label("secret", "secret", "What is secret is in no output; it may look the same on both sides"),
    follows !== undefined && label(FOLLOWING[follows]),
    inside !== undefined && label(`${inside.format} inside`),
  ];
}

function content(edit: Edit, options: EditOptions): readonly Child[] {
  const { kind, inside } = edit;
  if (kind === "moved") return [movedView(edit.items ?? [], edit.order ?? [])];
  if (inside === undefined) return [valuesView(edit, options)];
  if (inside.edits.length === 0) return [note("Only the layout of the document differs."), valuesView(edit, options)];
  const edits = inside.edits.map((inner) => editView(inner, options));
  return [element("ol", { class: "edits inside" }, ...edits), asText(edit, options)];
}

function note(text: string): HTMLElement {
  return element("p", { class: "note" }, text);
}

function asText(edit: Edit, options: EditOptions): HTMLElement {
  const details = element(
    "details",
    { class: "as-text", open: options.whole },
    element("summary", {}, "Show it as text"),
  );
  const fill = () => details.childElementCount === 1 && details.append(valuesView(edit, options));
  if (options.whole) fill();
  details.addEventListener("toggle", fill);
  return details;
}

function valuesView(edit: Edit, options: EditOptions): HTMLElement {
  const { before, after, redacted = false } = edit;
  if (options.layout === "unified" && !hasLines(before) && !hasLines(after)) {
    const short = onOneLine(before, after, redacted);
    if (short !== undefined) return short;
  }
  const numbered =
    [before, after].every((value) => value === undefined || typeof value === "string") &&
    (hasLines(before) || hasLines(after));
  return linesView(linesOf(before), linesOf(after), { ...options, redacted, numbered });
}

function linesOf(value: JsonValue | undefined): readonly string[] {
  return value === undefined ? [] : valueLines(value);
}

const ONE_LINE = 72;

/** `2 → 3`: what is short needs no two lines. */
function onOneLine(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  redacted: boolean,
): HTMLElement | undefined {
  const [old, now] = [before, after].map((value) => (value === undefined ? undefined : scalarText(value)));
  if ((old?.length ?? 0) + (now?.length ?? 0) > ONE_LINE) return undefined;
  const words = old === undefined || now === undefined ? undefined : differingWords(old, now);
  const side = (text: string | undefined, kind: "removed" | "added") => {
    if (text === undefined) return undefined;
    const parts = kind === "removed" ? words?.before : words?.after;
    const inner = parts === undefined ? shown(text, redacted) : spans(parts, kind, redacted);
    return element("code", { class: `value ${kind}` }, spoken(kind === "removed" ? "before: " : "now: "), ...inner);
  };
  const arrow =
    old !== undefined && now !== undefined && element("span", { class: "arrow", "aria-hidden": "true" }, "→");
  return element("p", { class: "values" }, side(old, "removed"), arrow, side(now, "added"));
}
