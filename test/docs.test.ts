/** The documentation points at what is there: files, and the tests that it says prove something. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PAGES = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`)].filter(
  (page) => page.endsWith(".md"),
);

describe.each(PAGES)("%s", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");

  it("links to files that are there", () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link as string);
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });
});

describe("what this bundle fixes", () => {
  /** A link to a test, and the quoted titles up to the next link or the end of the cell. */
  const PROOF = /\[[^\]]+\]\((\.\.\/test\/[^)]+)\)((?:(?!\[[^\]]+\]\()[^|\n])*)/g;
  const page = readFileSync(join(ROOT, "docs/what-this-bundle-fixes.md"), "utf8");
  const proofs = [...page.matchAll(PROOF)].flatMap(([, file = "", rest = ""]) =>
    [...rest.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => ({ file: join(ROOT, "docs", file), title })),
  );

  it("names tests that exist", () => {
    expect(proofs.length).toBeGreaterThan(80);
    const texts = new Map(proofs.map(({ file }) => [file, readFileSync(file, "utf8")]));
    // A twin is meant by its name, which is a word that stands elsewhere, too.
    const wanted = ({ file, title }: (typeof proofs)[number]) => (/\/twins-/.test(file) ? `name: "${title}"` : title);
    expect(proofs.filter((proof) => texts.get(proof.file)?.includes(wanted(proof)) !== true)).toEqual([]);
  });

  it("says something on each of the 51 defects", () => {
    const numbers = new Set([...page.matchAll(/\*\*(\d+)\*\*/g)].map(([, number]) => Number(number)));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
  });
});
