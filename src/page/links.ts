/** `#c12` and `#c12-e3` lead to a change and to an edit of it, though nothing of it may have been made yet. */
import type { Card } from "./change-card.ts";
import { setOpen } from "./print.ts";

export interface Linked {
  readonly cards: readonly Card[];
  /** Makes every card visible. */
  readonly showAll: () => void;
}

export function listenToLinks(linked: Linked): void {
  const follow = () => go(linked, decoded(location.hash.slice(1)));
  addEventListener("hashchange", follow);
  // A link to where the page already is changes nothing, and a person still wants to get there.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link?.hash !== "" && link?.hash === location.hash) follow();
  });
  follow();
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

function go({ cards, showAll }: Linked, id: string): void {
  const [changeId, edit] = id.split("-e");
  const card = cards.find(({ change }) => change.id === changeId);
  if (card === undefined) return;
  if (card.node.hidden) showAll();
  card.open();
  const target = edit === undefined ? card.summary : editOf(card, id);
  target.scrollIntoView({ block: edit === undefined ? "start" : "center" });
  target.focus({ preventScroll: true });
}

/** It may stand in a part of the card that is closed. */
function editOf(card: Card, id: string): HTMLElement {
  const find = () => card.node.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`);
  if (find() === null) {
    for (const part of card.node.querySelectorAll<HTMLDetailsElement>("details.openable")) {
      setOpen(part, true);
      if (find() !== null) break;
    }
  }
  return find() ?? card.summary;
}
