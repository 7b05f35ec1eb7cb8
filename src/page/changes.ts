/** All changes as cards, in the order of the report. */
import type { DiffReport } from "../model/difference.ts";
import { type Card, changeCard } from "./change-card.ts";
import type { EditOptions } from "./edit-view.ts";
import { element } from "./elements.ts";
import { riskLevels } from "./selection.ts";

export interface Changes {
  readonly node: HTMLElement;
  readonly cards: readonly Card[];
  /** Those that are shown, in their order. */
  readonly visible: () => readonly Card[];
  readonly show: (changes: readonly number[]) => void;
  readonly openAll: (open: boolean) => void;
}

/** More than so many are not opened at once by the page itself. */
const OPENED = 5;

export function changes(report: DiffReport, options: () => EditOptions): Changes {
  const levels = riskLevels(report);
  const cards = report.changes.map((change) => changeCard(report, change, levels.get(change.id) ?? [], options));
  const nothing = element("p", { class: "nothing-found", hidden: true }, "No change is like that.");
  const node = element("div", { class: "changes" }, ...cards.map((card) => card.node), nothing);
  const dangerous = cards.filter(({ change }) => levels.get(change.id)?.includes("danger") === true);
  for (const card of cards.length === 1 ? cards : dangerous.slice(0, OPENED)) card.open();
  return {
    node,
    cards,
    visible: () => cards.filter((card) => !card.node.hidden),
    show: (wanted) => {
      const set = new Set(wanted);
      cards.forEach((card, index) => {
        card.node.hidden = !set.has(index);
      });
      nothing.hidden = wanted.length > 0 || cards.length === 0;
    },
    openAll: (open) => {
      for (const card of cards) {
        if (card.node.hidden) continue;
        if (open) card.open();
        else card.node.open = false;
      }
    },
  };
}
