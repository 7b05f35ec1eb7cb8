/** Marks what was searched for, where it can be seen; it needs no elements of its own, and a browser that can't do it shows no marks. */

import { wordsOf } from "./selection.ts";

const NAME = "found";
/** Nobody looks at more, and each takes time. */
const MOST = 2_000;

export function markFound(root: HTMLElement, query: string): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete(NAME);
  const words = wordsOf(query);
  if (words.length === 0) return;
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && ranges.length < MOST) {
    const text = texts.currentNode;
    if (text.parentElement?.checkVisibility() === true) ranges.push(...rangesIn(text, words));
  }
  CSS.highlights.set(NAME, new Highlight(...ranges));
}

function rangesIn(node: Node, words: readonly string[]): readonly Range[] {
  const text = (node.textContent ?? "").toLowerCase();
  return words.flatMap((word) => {
    const ranges: Range[] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      // A letter whose small form is longer moves all that follow it.
      if (at + word.length > (node.textContent ?? "").length) break;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      ranges.push(range);
    }
    return ranges;
  });
}
