import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../src/files/hash.ts";
import { InputError } from "../../src/model/errors.ts";
import { type Lock, readLock, writeLock } from "../../src/writer/lock.ts";
import { run, temporaryFolder } from "./helpers.ts";

const hash = sha256("x");
const git = { url: 'https://example.com/"a".git', revision: "line\nbreak", path: "" };
const lock: Lock = {
  version: "0.1.0",
  git,
  files: new Map([
    ["b", hash],
    ["a b/ü", hash],
    ["*", hash],
  ]),
};

function problems(text: string): [number | undefined, string][] {
  try {
    readLock(text, "out/certctl-gitops.lock");
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const finding of error.findings) {
      expect(finding.at.file).toBe("out/certctl-gitops.lock");
      expect(finding.fix).not.toBe("");
    }
    return error.findings.map((finding) => [finding.at.line, finding.message]);
  }
  return [];
}

describe("lock file", () => {
  it("comes back as it was written", () => {
    expect(readLock(writeLock(lock))).toEqual(lock);
    expect(readLock(writeLock(lock).replaceAll("\n", "\r\n"))).toEqual(lock);
    const bare: Lock = { version: "1.0.0", files: new Map() };
    expect(readLock(writeLock(bare))).toEqual(bare);
  });
  it("is sorted and says how to check it", () => {
    const text = writeLock(lock);
    expect(text.split("\n").slice(0, 2)).toEqual([
      "# certctl-gitops.lock: what was written, by which version; check it with: sha256sum --check certctl-gitops.lock",
      "# version: 0.1.0",
    ]);
    expect(text.split("\n").slice(3)).toEqual([`${hash}  *`, `${hash}  a b/ü`, `${hash}  b`, ""]);
  });
  it("skips comments of a later version", () => {
    expect(readLock(`# version: 9\n# signed: yes\n${hash}  a\n`).files.size).toBe(1);
  });

  const head = "# version: 0.1.0\n";
  const damaged: [string, string, number, RegExp][] = [
    ["conflict markers", `${head}<<<<<<< HEAD\n${hash}  a\n=======\n`, 2, /merge-conflict/],
    ["a short hash", `${head}${hash.slice(1)}  a\n`, 2, /not a SHA-256/],
    ["an upper-case hash", `${head}${hash.toUpperCase()}  a\n`, 2, /not a SHA-256/],
    ["one space", `${head}${hash} a\n`, 2, /not a SHA-256/],
    ["no path", `${head}${hash}  \n`, 2, /not a SHA-256/],
    ["a path that leaves", `${head}${hash}  ../a\n`, 2, /\.\. segment/],
    ["an absolute path", `${head}${hash}  /a\n`, 2, /absolute/],
    ["a path twice", `${head}${hash}  a\n${hash}  a\n`, 3, /twice/],
    ["itself", `${head}${hash}  certctl-gitops.lock\n`, 2, /itself/],
    ["no version", `${hash}  a\n`, 1, /version/],
    ["nothing", "", 1, /version/],
    ["a broken git line", `${head}# git: {"url":\n`, 2, /git line/],
    ["an incomplete git line", `${head}# git: {"url":"a"}\n`, 2, /git line/],
  ];
  for (const [what, text, line, message] of damaged) {
    it(`refuses ${what}`, () => {
      expect(problems(text)).toEqual([[line, expect.stringMatching(message)]]);
    });
  }
  it("reports every damaged line at once, ten at most", () => {
    expect(problems(`${head}x\n${hash}  a\ny\n`).map(([line]) => line)).toEqual([2, 4]);
    expect(problems(`${head}${"x\n".repeat(50)}`)).toHaveLength(10);
  });
});

describe("sha256sum", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());
  const has = (() => {
    try {
      execFileSync("sha256sum", ["--version"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  })();
  it.skipIf(!has)("accepts the lock that a run wrote, strictly", () => {
    const root = join(folder.path, "out");
    run(root, { "a b/c.yaml": "x\n", "ü*": "y", "-n": "" });
    expect(readFileSync(join(root, "certctl-gitops.lock"), "utf8")).toContain("# git: ");
    const checked = execFileSync("sha256sum", ["--check", "--strict", "certctl-gitops.lock"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(checked.match(/: OK$/gm)).toHaveLength(3);
  });
});
