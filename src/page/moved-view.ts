/** A list whose items stand in another order. */

import { movedItems } from "../reports/diff/moved.ts";
import { element, spoken } from "./elements.ts";
import { shownLine } from "./shown-text.ts";

/** `items` in their order before; `order`: as they stand now, each by its number before. */
export function movedView(items: readonly string[], order: readonly number[]): HTMLElement {
  const moved = movedItems(order);
  const rows = order.map((number, index) => {
    const text = moved.has(number) ? `was ${number + 1}` : "";
    return element(
      "tr",
      { class: moved.has(number) ? "moved" : "" },
      element("td", { class: "number" }, String(index + 1)),
      element("td", {}, element("code", {}, ...shownLine(items[number] ?? String(number)))),
      element("td", { class: "was" }, text === "" ? spoken("stayed") : text),
    );
  });
  const head = ["Place now", "Item", "Place before"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    { class: "moved-items" },
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
}
