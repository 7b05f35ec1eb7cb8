/** Small marks that stand beside names. */
import type { ChangeKind, RiskLevel } from "../model/difference.ts";
import { formatPlace, type Place } from "../model/finding.ts";
import { element, spoken } from "./elements.ts";
import { shownLine } from "./shown-text.ts";
import { SYMBOLS } from "./wording.ts";

export function kindSymbol(kind: ChangeKind): HTMLElement {
  const symbol = element("span", { "aria-hidden": "true" }, SYMBOLS[kind]);
  return element("span", { class: `symbol ${kind}`, title: kind }, symbol, spoken(`${kind} `));
}

export function label(text: string, style = "", title?: string): HTMLElement {
  return element("span", { class: `label ${style}`.trim(), title }, ...shownLine(text));
}

const RISK_SIGNS = { danger: "▲", caution: "◆" } as const;

export function riskLabel(level: RiskLevel): HTMLElement {
  const sign = element("span", { "aria-hidden": "true" }, `${RISK_SIGNS[level]} `);
  return element("span", { class: `label ${level}` }, sign, level);
}

/** `base/server/deployment.yaml:12`; nothing where the place has no file. */
export function placeView(place: Place | undefined): HTMLElement | undefined {
  const text = place === undefined ? "" : formatPlace(place);
  const setting = place?.setting === undefined ? "" : ` (${place.setting} of the fleet file)`;
  return text === "" ? undefined : element("code", { class: "place" }, ...shownLine(`${text}${setting}`));
}
