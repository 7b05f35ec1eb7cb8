/** Unified or side by side. */
import { element } from "./elements.ts";
import type { Layout } from "./lines-view.ts";
import { remember, remembered } from "./memory.ts";

export interface LayoutChoice {
  readonly node: HTMLElement;
  readonly value: () => Layout;
  readonly toggle: () => void;
}

/** Two columns need more room than this. */
const NARROW = "(max-width: 760px)";

const NAMES: readonly (readonly [Layout, string])[] = [
  ["unified", "Unified"],
  ["split", "Side by side"],
];

export function layoutChoice(onchange: () => void): LayoutChoice {
  const narrow = matchMedia(NARROW);
  let wish: Layout = remembered("layout") === "split" ? "split" : "unified";
  const buttons = NAMES.map(([layout, name]) => ({
    layout,
    button: element("button", { type: "button", class: "control", onclick: () => choose(layout) }, name),
  }));
  const value = () => (narrow.matches ? "unified" : wish);
  const mark = () => {
    for (const { layout, button } of buttons) button.setAttribute("aria-pressed", String(layout === wish));
  };
  const choose = (layout: Layout) => {
    if (layout === wish) return;
    wish = layout;
    remember("layout", layout);
    mark();
    onchange();
  };
  narrow.addEventListener("change", onchange);
  mark();
  const node = element(
    "div",
    { class: "layout", role: "group", "aria-label": "View" },
    ...buttons.map(({ button }) => button),
  );
  return { node, value, toggle: () => choose(wish === "split" ? "unified" : "split") };
}
