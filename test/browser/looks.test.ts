/** How the page looks to whom: themes, small windows, paper, and people who see or hear it in other ways. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffPage } from "../../src/reports/page/page.ts";
import { fleet, HOSTILE_TEXTS, hostile, hostileLanes, LANES, RICH, SAME } from "../reports/page/samples.ts";
import { launch, withPage } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const HTML = diffPage(RICH, { lanes: LANES });
const ALL_HOSTILE = HOSTILE_TEXTS.join(" ");
const HOSTILE = diffPage(hostile(ALL_HOSTILE), { lanes: hostileLanes(ALL_HOSTILE) });

const ground = (page: Page) => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(15, 19, 24)";

describe("the theme", () => {
  it.each([
    ["light", LIGHT],
    ["dark", DARK],
  ] as const)("is %s where the system is", (colorScheme, color) =>
    withPage(browser, HTML, { colorScheme }, async ({ page }) => {
      expect(await ground(page)).toBe(color);
    }),
  );
  it("is what was chosen, also after a reload", () =>
    withPage(browser, HTML, { colorScheme: "dark" }, async ({ page, messages }) => {
      await page.getByRole("button", { name: "Theme: system" }).click();
      expect(await ground(page)).toBe(LIGHT);
      // The browser keeps what it is to remember a moment later.
      const remembered = async () => {
        await page.reload();
        return ground(page);
      };
      await expect.poll(remembered, { timeout: 10_000 }).toBe(LIGHT);
      await page.keyboard.press("t");
      expect(await ground(page)).toBe(DARK);
      expect(await page.getByRole("button", { name: "Theme: dark" }).count()).toBe(1);
      expect(messages).toEqual([]);
    }));
  it("changes where the browser remembers nothing", () =>
    withPage(browser, HTML, { colorScheme: "dark" }, async ({ page, messages }) => {
      const refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })";
      await page.addInitScript(refuse);
      await page.reload();
      await page.keyboard.press("t");
      expect(await ground(page)).toBe(LIGHT);
      expect(messages).toEqual([]);
    }));
});

const OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

describe("a small window", () => {
  it.each([
    ["320", 320, HTML],
    ["390", 390, HTML],
    ["390 with hostile names", 390, HOSTILE],
    ["900", 900, HTML],
    ["1360 with hostile names", 1360, HOSTILE],
  ])("%s: nothing sticks out, all changes open", (_name, width, html) =>
    withPage(browser, html, { viewport: { width, height: 800 } }, async ({ page }) => {
      await page.getByRole("button", { name: "Open all" }).click();
      await page.locator(".change-body").last().waitFor();
      expect(await page.evaluate(OVERFLOW)).toBe(0);
    }),
  );
  it("is unified, and has the verdict before the tree", () =>
    withPage(browser, HTML, { viewport: { width: 390, height: 844 }, hash: "#c1" }, async ({ page }) => {
      await page.keyboard.press("v");
      expect(await page.locator("#c1 .lines.split").count()).toBe(0);
      expect(await page.locator(".tree").isVisible()).toBe(false);
    }));
});

/** A4 with the margins that browsers take, in CSS pixels. */
const A4 = { width: 718, height: 1047 };

describe("on paper", () => {
  it("everything is open, nothing is cut, and there is nothing to press", () =>
    withPage(browser, HTML, { viewport: A4, colorScheme: "dark" }, async ({ page, messages }) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      await page.locator("#c1 .change-body").waitFor();
      expect(await page.locator("main details:not([open])").count()).toBe(0);
      expect(await page.locator(".change-body").count()).toBe(RICH.changes.length);
      expect(await page.locator(".unfold").count()).toBe(0);
      expect(await page.locator("button:visible, input:visible, select:visible, nav:visible").count()).toBe(0);
      expect(await page.evaluate(OVERFLOW)).toBe(0);
      expect(await page.locator("#c1-e7").isVisible()).toBe(true);
      expect(await ground(page)).toBe(LIGHT);
      expect(messages).toEqual([]);
    }));
  it("ends, and the page is as it was", () =>
    withPage(browser, HTML, {}, async ({ page }) => {
      const open = () => page.locator(".change[open]").evaluateAll((cards) => cards.map(({ id }) => id));
      const split = page.locator("main .lines.split");
      await page.keyboard.press("v");
      expect(await open()).toEqual(["c4", "c5"]);
      expect(await split.count()).toBe(1);
      await page.emulateMedia({ media: "print" });
      await page.locator("#c1 .change-body").waitFor();
      expect(await split.count()).toBe(0);
      await page.emulateMedia({ media: "screen" });
      await page.locator("#c1 .change-body").waitFor({ state: "detached" });
      expect(await open()).toEqual(["c4", "c5"]);
      expect(await split.count()).toBe(1);
    }));
  it("is a PDF of some pages", () =>
    withPage(browser, HTML, {}, async ({ page }) => {
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(4);
    }));
});

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What breaks WCAG 2.2 on level A or AA, as axe sees it. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const run = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`;
  const { violations: found } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(run);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.each(["light", "dark"] as const)("accessibility, %s", (colorScheme) => {
  it.each([
    ["unified", "", HTML],
    ["side by side", "v", HTML],
    ["with the keys", "?", HTML],
    ["in a fleet", "", diffPage(fleet(50))],
    ["with hostile names", "", HOSTILE],
    ["where nothing differs", "", diffPage(SAME)],
  ])("%s: no violation", (_name, key, html) =>
    withPage(browser, html, { colorScheme }, async ({ page }) => {
      const openAll = page.getByRole("button", { name: "Open all" });
      if ((await openAll.count()) > 0) await openAll.click();
      for (const button of await page.locator(".tree .twist").all()) await button.click();
      if (key !== "") await page.keyboard.press(key);
      expect(await violations(page)).toEqual([]);
    }),
  );
  it("in a small window: no violation", () =>
    withPage(browser, HTML, { colorScheme, viewport: { width: 390, height: 844 } }, async ({ page }) => {
      expect(await violations(page)).toEqual([]);
    }));
});

describe("what is pressed", () => {
  it("is at least 24 pixels wide and high, or stands in a sentence", () =>
    withPage(browser, HTML, {}, async ({ page }) => {
      await page.getByRole("button", { name: "Open all" }).click();
      const small = await page
        .locator("button:visible, a:visible, select:visible, summary:visible, label:visible:not(.spoken)")
        .evaluateAll((targets) =>
          targets
            .map((target) => ({ text: target.outerHTML.slice(0, 120), box: target.getBoundingClientRect() }))
            .filter(({ box }) => box.width < 24 || box.height < 24)
            .map(({ text, box }) => `${box.width}x${box.height} ${text}`),
        );
      expect(small).toEqual([]);
    }));
});
