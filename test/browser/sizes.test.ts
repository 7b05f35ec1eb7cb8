/** A thousand clusters with one change, and with one each. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { diffPage } from "../../src/reports/page/page.ts";
import { fleet, scattered } from "../reports/page/samples.ts";
import { launch, withPage } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const elements = "document.querySelectorAll('*').length";

it("shows one change of a thousand clusters as one, with those that stand apart", () =>
  withPage(browser, diffPage(fleet(1000)), {}, async ({ page, messages }) => {
    expect(await page.locator(".matrix thead tr").first().locator("th").allInnerTexts()).toEqual([
      "Change",
      "997 environments",
      "3 environments",
    ]);
    expect(await page.evaluate<number>(elements)).toBeLessThan(1_500);
    await page.getByRole("button", { name: "Unfold 3 environments" }).click();
    expect(await page.locator(".matrix thead tr").first().locator("th").allInnerTexts()).toEqual([
      "Change",
      "997 environments",
      "cluster-0007",
      "cluster-0070",
      "cluster-0700",
    ]);
    await page.getByRole("button", { name: "Unfold 997 environments" }).click();
    await page.getByRole("button", { name: "Show 24 more of 976 columns" }).click();
    expect(await page.locator(".matrix thead tr").first().locator("th").count()).toBe(49);
    await page.getByRole("searchbox").fill("cluster-0500");
    expect(await page.getByRole("status").innerText()).toBe("1 of 1 change shown");
    expect(messages).toEqual([]);
  }));

it("shows a thousand different changes, and makes only what is looked at", () =>
  withPage(browser, diffPage(scattered(1000)), {}, async ({ page, messages }) => {
    expect(await page.evaluate<number>(elements)).toBeLessThan(40_000);
    expect(await page.locator(".change-body").count()).toBe(0);
    await page.getByRole("searchbox").fill("settings-0777");
    expect(await page.locator(".change:visible").evaluateAll((cards) => cards.map(({ id }) => id))).toEqual(["c778"]);
    await page.evaluate("location.hash = '#c1000'");
    await page.locator("#c1000 .change-body").waitFor();
    expect(await page.getByRole("status").innerText()).toBe("1000 of 1000 changes shown");
    await page.getByRole("button", { name: "Show 40 more of 960 rows" }).click();
    expect(await page.locator(".matrix tbody tr").count()).toBe(80);
    expect(messages).toEqual([]);
  }));
