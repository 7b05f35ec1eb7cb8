/** What single keys do. */
import type { Card } from "./change-card.ts";

export interface Actions {
  /** Whether they do anything. */
  readonly on: () => boolean;
  readonly search: HTMLInputElement;
  readonly clearSearch: () => void;
  readonly visible: () => readonly Card[];
  readonly toggleLayout: () => void;
  readonly nextTheme: () => void;
  readonly help: () => void;
}

export function listenToKeys(actions: Actions): void {
  const { search, clearSearch } = actions;
  const keys: Readonly<Record<string, () => void>> = {
    "/": () => {
      search.focus();
      search.select();
    },
    j: () => step(actions.visible(), 1),
    k: () => step(actions.visible(), -1),
    o: () => current(actions.visible())?.summary.click(),
    v: actions.toggleLayout,
    t: actions.nextTheme,
    "?": actions.help,
  };
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      // Else the key would go on to what has the focus then, and close it.
      event.preventDefault();
      const [first] = actions.visible();
      first?.open();
      focus(first);
    }
    if (event.key !== "Escape") return;
    // Some browsers empty the field themselves and tell nobody.
    event.preventDefault();
    if (search.value === "") search.blur();
    else clearSearch();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !actions.on()) return;
    if (takesText(event.target) || document.querySelector("dialog[open]") !== null) return;
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

/** The card that has the focus, or in which something has it. */
function current(cards: readonly Card[]): Card | undefined {
  return cards.find(({ node }) => node.contains(document.activeElement));
}

/** From the card that has the focus; else to the first one that begins below the top of the window. */
function step(cards: readonly Card[], by: 1 | -1): void {
  const here = current(cards);
  const at = here === undefined ? firstBelow(cards, by) : cards.indexOf(here) + by;
  focus(cards[Math.max(0, Math.min(cards.length - 1, at))]);
}

function focus(card: Card | undefined): void {
  card?.summary.focus({ preventScroll: true });
  card?.summary.scrollIntoView({ block: "nearest" });
}

function firstBelow(cards: readonly Card[], by: 1 | -1): number {
  const index = cards.findIndex(({ summary }) => summary.getBoundingClientRect().top >= 0);
  if (index < 0) return cards.length - 1;
  return by === 1 ? index : index - 1;
}
