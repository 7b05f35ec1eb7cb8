/** Names that nobody should use, and a page that nobody gets a request out of. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HIDDEN } from "../../src/reports/inert.ts";
import { diffPage } from "../../src/reports/page/page.ts";
import { DATA_ID } from "../../src/reports/page/page-data.ts";
import { HOSTILE_TEXTS, hostile, hostileLanes, LANES, RICH } from "../reports/page/samples.ts";
import { isOwn, launch, withPage } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

describe("hostile names", () => {
  it.each(HOSTILE_TEXTS)("%j is shown, and does nothing", (text) => {
    const html = diffPage(hostile(text), { lanes: hostileLanes(text) });
    return withPage(browser, html, {}, async ({ page, messages, requests }) => {
      await page.getByRole("button", { name: "Open all" }).click();
      for (const summary of await page.locator("main .change-body details > summary").all()) await summary.click();
      await page.locator("main .change-body table.variables").waitFor();
      for (const button of await page.locator(".tree .twist").all()) await button.click();
      expect(await page.evaluate("window.owned")).toBeUndefined();
      // Two scripts, one style, an icon: nothing of the report became an element of its own.
      expect(await page.locator("script, style, link, img, iframe, object, embed, form:not(dialog form)").count()).toBe(
        4,
      );
      const attributes = await page
        .locator("body *:not(script)")
        .evaluateAll((all) =>
          all.flatMap((one) => [...one.attributes].map(({ name, value }) => [name, value] as const)),
        );
      expect(attributes.filter(([name]) => name.startsWith("on") || name === "style")).toEqual([]);
      expect(attributes.filter(([name, value]) => name === "href" && !value.startsWith("#"))).toEqual([]);
      const shown = [await page.locator("body").innerText(), ...attributes.map(([, value]) => value)].join("");
      expect(shown.replaceAll(/[\n\t]/g, "").match(HIDDEN)).toBeNull();
      expect(await page.getByRole("heading", { level: 3 }).count()).toBe(3);
      expect([messages, requests.filter((url) => !isOwn(url))]).toEqual([[], []]);
    });
  });
  it("are found as they are written", () => {
    const text = "</details>";
    return withPage(browser, diffPage(hostile(text)), {}, async ({ page }) => {
      await page.getByRole("searchbox").fill(text);
      expect(await page.locator(".change:visible").count()).toBe(2);
    });
  });
});

describe("the page", () => {
  it("holds the report as it was", () =>
    withPage(browser, diffPage(RICH, { lanes: LANES }), {}, async ({ page }) => {
      const text = (await page.locator(`#${DATA_ID}`).textContent()) ?? "";
      expect(JSON.parse(text)).toEqual({ report: RICH, lanes: LANES });
    }));
  it("lets nothing out, whatever is tried", async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
    await withPage(browser, diffPage(RICH), {}, async ({ page, messages }) => {
      const tries = [
        `fetch('${url}')`,
        `new Promise((_, no) => { const i = new Image(); i.onerror = no; i.src = '${url}'; document.body.append(i); })`,
        `new Promise((_, no) => { const s = document.createElement('script'); s.onerror = no; s.src = '${url}'; document.body.append(s); })`,
        `new Promise((_, no) => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.onerror = no; l.href = '${url}'; document.head.append(l); })`,
        "new Promise((_, no) => { const s = document.createElement('script'); s.textContent = 'window.owned = true'; document.body.append(s); window.owned ? 0 : no(new Error()); })",
      ];
      for (const script of tries) await expect(page.evaluate(script)).rejects.toThrow();
      expect(messages.filter((message) => message.includes("Content Security Policy")).length).toBeGreaterThanOrEqual(
        tries.length,
      );
    });
    server.close();
    expect(asked).toBe(0);
  });
});
