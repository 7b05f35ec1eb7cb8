/** Texts that anybody may have written, inside Markdown: they neither mark up, link, mention nor end a table's cell. */
import { inertLine } from "./inert.ts";

/** A text of one line in which only letters, digits and some plain signs stand as they are. */
export function markdownText(text: string): string {
  return inertLine(text)
    .replaceAll(/[^A-Za-z0-9 ,/()'-]/gu, (character) =>
      character === "." || character === ":" ? character : `&#${character.codePointAt(0)};`,
    )
    .replaceAll(/(?<=www)\.|:(?=\/)/gi, (character) => `&#${character.codePointAt(0)};`);
}
