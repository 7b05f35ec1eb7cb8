/** A real Chromium, and pages in it of which every request and every word to the console is known. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The program that CHROMIUM names, else the first on PATH; throws where there is none: what was not run must not look as if it had passed. */
export function chromiumPath(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const given = process.env.CHROMIUM;
  const places = given === undefined ? NAMES.flatMap((name) => folders.map((folder) => join(folder, name))) : [given];
  const found = places.filter((place) => existsSync(place)).find(answers);
  if (found !== undefined) return found;
  const looked = given === undefined ? `${NAMES.join(", ")} on PATH` : `CHROMIUM=${given}`;
  throw new Error(`a Chromium is needed and was not found (${looked}): apt-get install chromium, or set CHROMIUM`);
}

function answers(place: string): boolean {
  return /Chrom/.test(spawnSync(place, ["--version"], { encoding: "utf8" }).stdout ?? "");
}

export function launch(): Promise<Browser> {
  // Chromium's sandbox does not work for root, and a container's /dev/shm is too small for it.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: chromiumPath(), args: [...asRoot, "--disable-dev-shm-usage"] });
}

export interface Opened {
  readonly page: Page;
  /** What the page asked for, its own file first. */
  readonly requests: readonly string[];
  /** What was said to the console, and every error. */
  readonly messages: readonly string[];
}

export interface OpenOptions extends BrowserContextOptions {
  /** `#c12`. */
  readonly hash?: string;
}

/** Opens the page as a file, as a person does, and takes it away afterwards. */
export async function withPage<T>(
  browser: Browser,
  html: string,
  { hash = "", ...options }: OpenOptions,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "certctl-gitops-page-"));
  const file = join(folder, "diff.html");
  writeFileSync(file, html);
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const requests: string[] = [];
  const messages: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
  try {
    await page.goto(`${pathToFileURL(file).href}${hash}`);
    // It is empty, and so hidden, where nothing changed.
    await page.getByRole("status").waitFor({ state: "attached" });
    return await use({ page, requests, messages });
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the address is that of the page itself. */
export function isOwn(url: string): boolean {
  return /^file:.*\/certctl-gitops-page-[^/]+\/diff\.html$/.test(url);
}
