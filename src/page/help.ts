/** The keys, and the switch that turns them off. */
import { element } from "./elements.ts";
import { remember, remembered } from "./memory.ts";

const KEYS: readonly (readonly [string, string])[] = [
  ["/", "search"],
  ["Enter", "in the search: open the first change found"],
  ["Esc", "clear the search, or close this"],
  ["j", "next change"],
  ["k", "previous change"],
  ["o", "open or close the change, as Enter does"],
  ["v", "unified or side by side"],
  ["t", "theme: system, light, dark"],
  ["?", "this list"],
];

export interface Help {
  readonly node: HTMLDialogElement;
  readonly button: HTMLElement;
  readonly open: () => void;
  /** Whether single keys do something: a person who speaks to the computer turns them off. */
  readonly keysOn: () => boolean;
}

export function help(): Help {
  const keys = element("input", { type: "checkbox", checked: remembered("keys") !== "off" });
  keys.addEventListener("change", () => remember("keys", keys.checked ? "on" : "off"));
  const rows = KEYS.map(([key, text]) =>
    element("div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, text)),
  );
  const close = element("button", { class: "control" }, "Close");
  const node = element(
    "dialog",
    { "aria-labelledby": "help-title" },
    element("h2", { id: "help-title" }, "Keys"),
    element("dl", { class: "keys" }, ...rows),
    element("label", { class: "check" }, keys, " Single keys do something"),
    element("form", { method: "dialog" }, close),
  );
  const open = () => {
    if (node.open) return;
    node.showModal();
    close.focus();
  };
  const button = element("button", { type: "button", class: "control", onclick: open, "aria-label": "Keys" }, "?");
  return { node, button, open, keysOn: () => keys.checked };
}
