/** Makes elements. What can't be seen becomes visible, and whatever comes from the report gets into the document as text or as an attribute, never as HTML. */

import { visible } from "../reports/inert.ts";

export type Child = Node | string | false | undefined;

/** `on...` are listeners; `true` is an attribute without a value; `false` and undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice("on".length), value);
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? "" : visible(String(value)));
  }
  append(made, children);
  return made;
}

export function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue;
    parent.appendChild(typeof child === "string" ? document.createTextNode(visible(child)) : child);
  }
}

/** For people who hear the page: what others see as a symbol or by where it stands. */
export function spoken(text: string): HTMLElement {
  return element("span", { class: "spoken" }, text);
}
