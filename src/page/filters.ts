/** The controls that say which changes are shown. */
import type { ChangeKind, DiffReport, RiskLevel } from "../model/difference.ts";
import { element } from "./elements.ts";
import { EVERYTHING, follows, type Selection } from "./selection.ts";
import type { Grouping } from "./tree.ts";
import { SYMBOLS } from "./wording.ts";

export interface Filters {
  readonly search: HTMLElement;
  readonly input: HTMLInputElement;
  readonly node: HTMLElement;
  readonly grouping: HTMLElement;
  readonly selection: () => Selection;
  readonly groupedBy: () => Grouping;
  /** Everything is shown again. */
  readonly clear: () => void;
}

export function filters(report: DiffReport, onchange: () => void): Filters {
  const input = element("input", {
    type: "search",
    id: "search",
    placeholder: "Search names, kinds, paths, values, environments",
    autocomplete: "off",
    spellcheck: "false",
    oninput: onchange,
  });
  const search = element(
    "div",
    { class: "search", role: "search" },
    element("label", { class: "spoken", for: "search" }, "Search the changes"),
    input,
    element("kbd", { "aria-hidden": "true" }, "/"),
  );
  const kinds = (["changed", "added", "removed"] as const).map((kind) => kindBox(report, kind, onchange));
  const risk = select(
    "Risk",
    [
      ["", "any or none"],
      ["any", "danger or caution"],
      ["danger", "danger"],
      ["caution", "caution"],
    ],
    onchange,
  );
  const names = report.environments.map(({ name }, index) => [String(index), name] as const);
  const environment = select("Environment", [["", "all"], ...names], onchange);
  const following = element("input", { type: "checkbox", onchange });
  const by = groupingChoice(onchange);
  const clear = () => {
    input.value = "";
    for (const { box } of kinds) box.checked = true;
    risk.control.value = "";
    environment.control.value = "";
    following.checked = false;
    onchange();
  };
  const node = element(
    "div",
    { class: "filters", role: "group", "aria-label": "Filters" },
    ...kinds.map(({ node: box }) => box),
    report.risks.length > 0 && risk.node,
    report.environments.length > 1 && environment.node,
    report.changes.some(follows) &&
      element("label", { class: "check" }, following, " Hide what follows from generated names"),
    element("button", { type: "button", class: "small", onclick: clear }, "Clear filters"),
  );
  return {
    search,
    input,
    node,
    grouping: by.node,
    groupedBy: by.value,
    clear,
    selection: () => ({
      ...EVERYTHING,
      query: input.value,
      kinds: kinds.filter(({ box }) => box.checked).map(({ kind }) => kind),
      risk: risk.control.value === "" ? undefined : (risk.control.value as RiskLevel | "any"),
      environment: environment.control.value === "" ? undefined : Number(environment.control.value),
      withoutFollowing: following.checked,
    }),
  };
}

function kindBox({ changes }: DiffReport, kind: ChangeKind, onchange: () => void) {
  const box = element("input", { type: "checkbox", checked: true, onchange });
  const number = changes.filter((change) => change.kind === kind).length;
  const symbol = element("span", { class: `symbol ${kind}`, "aria-hidden": "true" }, SYMBOLS[kind]);
  return { kind, box, node: element("label", { class: "check" }, box, " ", symbol, ` ${kind} (${number})`) };
}

function select(name: string, choices: readonly (readonly [string, string])[], onchange: () => void) {
  const options = choices.map(([value, text]) => element("option", { value }, text));
  const control = element("select", { onchange }, ...options);
  return { control, node: element("label", { class: "choice" }, `${name} `, control) };
}

function groupingChoice(onchange: () => void): { readonly node: HTMLElement; readonly value: () => Grouping } {
  const control = select(
    "Group by",
    [
      ["resource", "resource"],
      ["environment", "environment"],
    ],
    onchange,
  );
  return { node: control.node, value: () => (control.control.value === "environment" ? "environment" : "resource") };
}
