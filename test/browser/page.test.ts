/** What a reviewer does with the page: looks, searches, filters, opens, goes on by keyboard. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffPage } from "../../src/reports/page/page.ts";
import { LANES, RICH, SAME } from "../reports/page/samples.ts";
import { isOwn, launch, type Opened, type OpenOptions, withPage } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const HTML = diffPage(RICH, { lanes: LANES });

/** Whatever a test does, the page asks for nothing and says nothing to the console. */
async function rich<T>(options: OpenOptions, use: (page: Page, opened: Opened) => Promise<T>): Promise<T> {
  return withPage(browser, HTML, options, async (opened) => {
    const result = await use(opened.page, opened);
    expect(opened.messages).toEqual([]);
    expect(opened.requests.filter((url) => !isOwn(url))).toEqual([]);
    return result;
  });
}

const visibleIds = (page: Page): Promise<string[]> =>
  page.locator(".change:visible").evaluateAll((cards) => cards.map(({ id }) => id));

const ALL = RICH.changes.map(({ id }) => id);
const focusedId = (page: Page) => page.evaluate<string>("document.activeElement.closest('.change')?.id ?? ''");

describe("what is said first", () => {
  it("is the verdict, both sides, what could not be rendered, and then the risks", () =>
    rich({}, async (page) => {
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Incomplete 7 of 9 environments change");
      expect(await page.locator(".sides").innerText()).toBe("From main 8f14e45 → to working tree");
      expect(await page.getByRole("heading", { level: 2 }).allInnerTexts()).toEqual([
        "Could not be rendered 1",
        "Risks 3",
        "Images 2",
        "Order of application 1",
        "Environments 9",
        "Changes 8",
        "Waves before and after",
        "Not looked at 1",
      ]);
      expect(await page.locator(".whole-environment").allInnerTexts()).toEqual([
        "− Environments that disappear: clusters/us-2 (57 objects)",
        "+ New environments: clusters/ap-1 (58 objects)",
        "! Environments withheld: clusters/single-node",
      ]);
    }));
  it("leads from a risk to its change, open and with the focus", () =>
    rich({}, async (page) => {
      await page.locator("#risks").getByRole("link", { name: "#c1" }).click();
      await page.locator("#c1 .change-body").waitFor();
      expect(await focusedId(page)).toBe("c1");
    }));
  it("is that nothing differs where nothing does", () =>
    withPage(browser, diffPage(SAME), {}, async ({ page, messages }) => {
      expect(await page.locator("main").innerText()).toContain("No change none of 1 environment change");
      expect(await page.getByRole("searchbox").count()).toBe(0);
      expect(await page.getByRole("status").textContent()).toBe("");
      expect(messages).toEqual([]);
    }));
});

describe("the search", () => {
  it("is focused by /, says how many it found, and is cleared by Esc", () =>
    rich({}, async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("512Mi");
      expect(await visibleIds(page)).toEqual(["c7"]);
      expect(await page.getByRole("status").innerText()).toBe("1 of 8 changes shown");
      expect(await page.locator(".matrix tbody tr").count()).toBe(1);
      expect(await page.locator(".tree > ul > li").count()).toBe(1);
      await page.keyboard.press("Escape");
      expect(await page.getByRole("searchbox").inputValue()).toBe("");
      expect(await visibleIds(page)).toEqual(ALL);
    }));
  it("says so where nothing is found", () =>
    rich({}, async (page) => {
      await page.getByRole("searchbox").fill("nobody wrote this");
      expect(await visibleIds(page)).toEqual([]);
      expect(await page.getByText("No change is like that.").isVisible()).toBe(true);
      expect(await page.getByRole("status").innerText()).toBe("0 of 8 changes shown");
    }));
  it("leads to what it found", () =>
    rich({}, async (page) => {
      await page.getByRole("searchbox").fill("512Mi");
      await page.keyboard.press("Enter");
      await page.locator("#c7 .change-body").waitFor();
      expect(await focusedId(page)).toBe("c7");
    }));
  it("marks what it found", () =>
    rich({}, async (page) => {
      await page.getByRole("searchbox").fill("migrate");
      await page.waitForFunction("CSS.highlights.get('found')?.size > 0");
    }));
});

describe("the filters", () => {
  it("select by kind, risk, environment and what only follows, and are cleared at once", () =>
    rich({}, async (page) => {
      const filters = page.getByRole("group", { name: "Filters" });
      await filters.getByLabel("changed (6)").uncheck();
      expect(await visibleIds(page)).toEqual(["c5", "c6"]);
      await filters.getByLabel("Risk").selectOption("danger");
      expect(await visibleIds(page)).toEqual(["c5"]);
      await filters.getByRole("button", { name: "Clear filters" }).click();
      await filters.getByLabel("Environment").selectOption("clusters/dev");
      expect(await visibleIds(page)).toEqual(["c2", "c6", "c7"]);
      await filters.getByRole("button", { name: "Clear filters" }).click();
      await filters.getByLabel("Hide what follows from generated names").check();
      expect(await visibleIds(page)).toEqual(ALL.filter((id) => id !== "c8"));
    }));
  it("give way to a link to a change that they hide", () =>
    rich({}, async (page) => {
      await page.getByRole("searchbox").fill("512Mi");
      await page.evaluate("location.hash = '#c6'");
      await page.locator("#c6 .change-body").waitFor();
      expect(await visibleIds(page)).toEqual(ALL);
    }));
});

describe("the keyboard", () => {
  it("goes through the changes and opens them", () =>
    rich({}, async (page) => {
      for (const id of ["c1", "c2", "c3"]) {
        await page.keyboard.press("j");
        expect(await focusedId(page)).toBe(id);
      }
      await page.keyboard.press("k");
      expect(await focusedId(page)).toBe("c2");
      await page.keyboard.press("o");
      await page.locator("#c2 .change-body").waitFor();
      await page.keyboard.press("Enter");
      await page.locator("#c2 .change-body").waitFor({ state: "hidden" });
    }));
  it("shows its keys, which can be turned off", () =>
    rich({}, async (page) => {
      await page.keyboard.press("?");
      const dialog = page.getByRole("dialog", { name: "Keys" });
      await dialog.getByLabel("Single keys do something").uncheck();
      await page.keyboard.press("Escape");
      expect(await dialog.isVisible()).toBe(false);
      await page.keyboard.press("j");
      expect(await focusedId(page)).toBe("");
    }));
  it("writes letters where letters are written", () =>
    rich({}, async (page) => {
      await page.getByRole("searchbox").click();
      await page.keyboard.type("/jkv?");
      expect(await page.getByRole("searchbox").inputValue()).toBe("/jkv?");
      expect(await page.locator(".lines.split").count()).toBe(0);
    }));
  it("reaches everything with Tab, the way past the tree first, and what has the focus is seen", () =>
    rich({}, async (page) => {
      await page.keyboard.press("Tab");
      const skip = page.getByRole("link", { name: "Skip to the changes" });
      expect(await skip.evaluate((link) => link === link.ownerDocument.activeElement)).toBe(true);
      const seen = new Set<string>();
      for (let stop = 0; stop < 150; stop += 1) {
        await page.keyboard.press("Tab");
        const [what, outline] = await page.evaluate<[string, string]>(
          "[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]",
        );
        seen.add(what);
        if (what === "BODY") break;
        expect([what, outline]).toEqual([what, "solid"]);
      }
      expect([...seen].sort()).toEqual(["A", "BODY", "BUTTON", "DIV", "INPUT", "SELECT", "SUMMARY"]);
    }));
});

describe("the views", () => {
  it("are unified, with words that differ marked", () =>
    rich({ hash: "#c1" }, async (page) => {
      const edit = page.locator("#c1-e1");
      expect(await edit.locator("tbody tr").count()).toBe(2);
      expect(await edit.locator("del").allInnerTexts()).toEqual(["7", "6f1ed002ab5595859014ebf0951522d9"]);
      expect(await edit.locator("ins").allInnerTexts()).toEqual(["8", "1c0a8f7d3be1fdcb8a9b2d6b2b0b9a44"]);
    }));
  it("are side by side with v, and stay so", () =>
    rich({ hash: "#c1" }, async (page) => {
      await page.keyboard.press("v");
      expect(await page.getByRole("button", { name: "Side by side" }).getAttribute("aria-pressed")).toBe("true");
      const rows = page.locator("#c1-e1 tbody tr");
      expect(await rows.count()).toBe(1);
      expect(await rows.locator("td.text").allInnerTexts()).toEqual([
        "ghcr.io/certctl-io/certctl-server:v2.1.7@sha256:6f1ed002ab5595859014ebf0951522d9",
        "ghcr.io/certctl-io/certctl-server:v2.1.8@sha256:1c0a8f7d3be1fdcb8a9b2d6b2b0b9a44",
      ]);
      // The browser keeps what it is to remember a moment later.
      const remembered = async () => {
        await page.reload();
        return page.locator("#c1-e1 .lines.split").count();
      };
      await expect.poll(remembered, { timeout: 10_000 }).toBe(1);
      await page.getByRole("button", { name: "Unified" }).click();
      expect(await page.locator("#c1-e1 .lines.unified").count()).toBe(1);
    }));
  it("show what is inside a text by its structure, and as text when asked", () =>
    rich({ hash: "#c2" }, async (page) => {
      const edit = page.locator("#c2-e1");
      expect(await edit.locator(".inside .path").allInnerTexts()).toEqual([
        "log.level",
        "rateLimit.perMinute",
        "hooks",
      ]);
      expect(await edit.locator(".inside .values").first().textContent()).toBe("before: info→now: debug");
      await edit.getByText("Show it as text").click();
      await edit.locator(".as-text table").waitFor();
      expect(await edit.locator(".as-text tr.added .text").allInnerTexts()).toEqual([
        "  level: debug",
        "  perMinute: 1200",
        "hooks:",
        "  - url: https://hooks.example.com/certctl",
        "    on: [issued, revoked]",
      ]);
    }));
  it("fold what is the same, and unfold it", () =>
    rich({ hash: "#c2" }, async (page) => {
      const edit = page.locator("#c2-e2");
      const before = await edit.locator("tbody tr").count();
      await edit.getByRole("button", { name: "Show 7 unchanged lines" }).click();
      expect(await edit.locator("tbody tr").count()).toBe(before + 6);
    }));
  it("say what moved, what is secret, and what only follows", () =>
    rich({ hash: "#c1" }, async (page) => {
      expect(await page.locator("#c1-e6 tr.moved").allInnerTexts()).toEqual(["2\tcopy-trust\twas 3"]);
      expect(await page.locator("#c1-e4 .redacted").allInnerTexts()).toEqual(["<redacted>", "<redacted>"]);
      expect(await page.locator("#c1-e7").count()).toBe(0);
      await page.evaluate("location.hash = '#c1-e7'");
      await page.locator("#c1-e7:focus").waitFor();
      expect(await page.locator("#c1-e7 .label").allInnerTexts()).toEqual(["follows a generated name"]);
    }));
  it("show an object that is gone as a whole, without its secrets", () =>
    rich({ hash: "#c5" }, async (page) => {
      const lines = await page.locator("#c5 tr.removed .text").allInnerTexts();
      expect(lines.slice(0, 3)).toEqual(["apiVersion: apps/v1", "kind: StatefulSet", "metadata:"]);
      expect(await page.locator("#c5 .redacted").innerText()).toBe("<redacted>");
    }));
  it("name the environments, and what placeholders stand for", () =>
    rich({ hash: "#c3" }, async (page) => {
      const facts = page.locator("#c3 .change-facts");
      expect(await facts.locator("dd").first().innerText()).toBe(
        "clusters/eu-1, clusters/eu-2, clusters/eu-3, clusters/us-1",
      );
      await facts.getByText("what <cluster> stands for").click();
      await facts.locator("table").waitFor();
      expect(await facts.locator("tbody tr").allInnerTexts()).toEqual([
        "clusters/eu-1\teu-1",
        "clusters/eu-2\teu-2",
        "clusters/eu-3\teu-3",
        "clusters/us-1\tus-1",
      ]);
    }));
});

describe("the matrix", () => {
  it("has a row for each change and says in words what its symbols mean", () =>
    rich({}, async (page) => {
      expect(await page.locator(".matrix thead tr").first().locator("th").allInnerTexts()).toEqual([
        "Change",
        "dev",
        "single-node",
        "eu-1",
        "eu-2",
        "eu-3",
        "us-1",
        "us-2",
        "ap-1",
        "edge-1",
      ]);
      const cells = await page.locator(".matrix tbody tr").first().locator("td").allTextContents();
      expect(cells).toEqual([
        "·not affected",
        "·not affected",
        "~changed",
        "~changed",
        "~changed",
        "~changed",
        "·not affected",
        "·not affected",
        "·has the object, without this change",
      ]);
      expect(await page.locator(".matrix .totals td").allTextContents()).toEqual([
        "3",
        "!could not be rendered",
        ...["6", "6", "6", "6"],
        "−the environment disappears",
        "+a new environment",
        "0nothing differs",
      ]);
    }));
  it("folds environments in which the same happens", () =>
    rich({}, async (page) => {
      await page.getByRole("button", { name: "Fold 2 environments" }).click();
      expect(await page.locator(".matrix thead th").allInnerTexts()).toContain("2 environments");
      await page.getByRole("button", { name: "Unfold 2 environments" }).press("Enter");
      expect(await page.locator(".matrix thead th").allInnerTexts()).not.toContain("2 environments");
    }));
});

describe("the tree", () => {
  it("goes from a resource through its changes to what differs", () =>
    rich({}, async (page) => {
      const tree = page.locator(".tree");
      expect(await tree.locator("> ul > li").allInnerTexts()).toHaveLength(7);
      await tree.getByRole("button", { name: "What is in Deployment.apps certctl/certctl-server" }).click();
      await tree.getByRole("button", { name: "What is in changed Deployment.apps" }).last().click();
      await tree.getByRole("link", { name: "resources.limits.memory" }).click();
      await page.locator("#c7-e1:focus").waitFor();
    }));
  it("goes from environments, too", () =>
    rich({}, async (page) => {
      await page.getByLabel("Group by").selectOption("environment");
      expect(await page.locator(".tree > ul > li").allInnerTexts()).toEqual([
        expect.stringContaining("clusters/dev"),
        expect.stringContaining("clusters/eu-1, clusters/eu-2"),
        expect.stringContaining("clusters/eu-3"),
        expect.stringContaining("clusters/us-1"),
      ]);
    }));
});

describe("the waves", () => {
  it("stand side by side, and what moved says from where and to where", () =>
    rich({}, async (page) => {
      const group = page.locator(".lane-group").first();
      expect(await group.locator("tbody th").allInnerTexts()).toEqual([
        ...["wave -30", "wave -20", "wave -10", "wave 0", "wave 5", "wave 10"],
      ]);
      expect(await group.locator(".lane li.moved").allInnerTexts()).toEqual([
        "Job.batch certctl/certctl-migrate to wave 5",
        "Job.batch certctl/certctl-migrate from wave -10",
      ]);
      expect(await group.locator(".lane li.added").allInnerTexts()).toEqual([
        "NetworkPolicy.networking.k8s.io certctl/certctl-server-metrics added",
      ]);
    }));
});
