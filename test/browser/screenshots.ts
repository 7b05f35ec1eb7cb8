/** `npm run docs:screenshots`: the pictures of the page in `docs/images`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { diffPage } from "../../src/reports/page/page.ts";
import { LANES, RICH } from "../reports/page/samples.ts";
import { launch, type OpenOptions, withPage } from "./chromium.ts";
import { smallPng } from "./small-png.ts";

const FOLDER = join("docs", "images");

interface Picture {
  readonly name: string;
  readonly options: OpenOptions;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const WIDE = { width: 1280, height: 800 };

const PICTURES: readonly Picture[] = [
  { name: "diff-page", options: { viewport: WIDE, colorScheme: "light" } },
  { name: "diff-page-matrix", options: { viewport: WIDE, colorScheme: "light", hash: "#matrix" } },
  {
    name: "diff-page-side-by-side",
    options: { viewport: WIDE, colorScheme: "dark", hash: "#c1" },
    prepare: (page) => page.keyboard.press("v"),
  },
  { name: "diff-page-waves", options: { viewport: WIDE, colorScheme: "dark", hash: "#lanes" } },
];

mkdirSync(FOLDER, { recursive: true });
const browser = await launch();
for (const { name, options, prepare } of PICTURES) {
  await withPage(browser, diffPage(RICH, { lanes: LANES }), options, async ({ page }) => {
    await prepare?.(page);
    // Where the focus is depends on how the page came here.
    await page.evaluate("document.activeElement.blur()");
    writeFileSync(join(FOLDER, `${name}.png`), smallPng(await page.screenshot({ animations: "disabled" })));
  });
  process.stdout.write(`${join(FOLDER, `${name}.png`)}\n`);
}
await browser.close();
