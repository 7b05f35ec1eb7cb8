/** Light, dark, or as the system says. */
import { element } from "./elements.ts";
import { remember, remembered } from "./memory.ts";

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const SIGNS: Readonly<Record<Theme, string>> = { system: "◐", light: "☀", dark: "☾" };

export interface ThemeButton {
  readonly node: HTMLElement;
  /** The next theme. */
  readonly next: () => void;
}

export function themeButton(): ThemeButton {
  let theme: Theme = THEMES.find((one) => one === remembered("theme")) ?? "system";
  const sign = element("span", { "aria-hidden": "true" });
  const name = element("span", { class: "control-text" });
  const next = () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
    remember("theme", theme);
    apply();
  };
  const node = element("button", { type: "button", class: "control theme", onclick: next }, sign, name);
  const apply = () => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    sign.textContent = SIGNS[theme];
    name.textContent = ` ${theme}`;
    node.setAttribute("aria-label", `Theme: ${theme}`);
  };
  apply();
  return { node, next };
}
