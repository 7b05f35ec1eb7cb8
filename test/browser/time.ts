/** `npm run bench:page`: how big the page is, and how long a browser takes until a search in it answers. */
import { performance } from "node:perf_hooks";
import { diffPage } from "../../src/reports/page/page.ts";
import { fleet, LANES, RICH, scattered } from "../reports/page/samples.ts";
import { launch, withPage } from "./chromium.ts";

const CASES = [
  {
    name: "a pull request, 9 clusters",
    html: diffPage(RICH, { lanes: LANES }),
    word: "512Mi",
    found: "1 of 8 changes",
  },
  { name: "1000 clusters, one change", html: diffPage(fleet(1000)), word: "cluster-0500", found: "1 of 1 change" },
  {
    name: "1000 clusters, 1000 changes",
    html: diffPage(scattered(1000)),
    word: "cluster-0500",
    found: "1 of 1000 changes",
  },
];
const RUNS = 3;

/** Milliseconds from opening the file until the search has answered; starting the browser counts for nothing. */
async function usable(browser: Awaited<ReturnType<typeof launch>>, html: string, word: string, found: string) {
  return withPage(browser, html, {}, async ({ page }) => {
    const begin = performance.now();
    await page.reload({ waitUntil: "commit" });
    await page.getByRole("searchbox").fill(word);
    await page
      .getByRole("status")
      .filter({ hasText: `${found} shown` })
      .waitFor();
    return performance.now() - begin;
  });
}

const browser = await launch();
for (const { name, html, word, found } of CASES) {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await usable(browser, html, word, found));
  const best = Math.round(Math.min(...times));
  const kilobytes = Math.round(Buffer.byteLength(html) / 1000);
  process.stdout.write(`${name}: ${kilobytes} kB, a search answers after ${best} ms (goal: 5000 kB, 2000 ms)\n`);
}
await browser.close();
