/** The built program, killed at random moments 200 times: the folder holds the old tree or the new one, whole. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const PROGRAM = resolve("dist/certctl-gitops.js");
const KILLS = 200;
// Thousands of small files come and go: where there is a file system in memory, no disk has to follow.
const MEMORY = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(MEMORY, "certctl-gitops-kill-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a killed gen leaves the old tree or the new one", async () => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
  const random = generator(seed);
  const trees = ["info", "debug"].map((level) => {
    writeFleet(level);
    gen();
    return digest();
  });
  const [began, took] = [performance.now(), () => performance.now() - began];
  writeFleet("info");
  gen();
  const duration = took();
  const seen = { old: 0, new: 0, missing: 0, ended: 0 };
  for (let killed = 0; killed < KILLS; ) {
    const before = digest();
    const wanted = before === trees[0] ? 1 : 0;
    writeFleet(wanted === 0 ? "info" : "debug");
    const ended = await killAfter(random() * duration * 1.4);
    if (!ended) killed++;
    if (!existsSync(join(folder, "out"))) {
      // Between two renames, where folders can't be exchanged in one step: any next run puts the old one back.
      seen.missing++;
      spawnSync(process.execPath, [PROGRAM, "gen", "--check"], { cwd: folder });
    }
    const after = digest();
    if (ended) seen.ended++;
    if (after === before) seen.old++;
    else if (after === trees[wanted]) seen.new++;
    else expect.fail(`seed ${seed}: a mixed tree after kill ${killed}`);
  }
  gen();
  const left = readdirSync(folder).filter((name) => name.startsWith(".out"));
  process.stdout.write(`gen killed ${KILLS} times (seed ${seed}): ${JSON.stringify(seen)}\n`);
  expect(left, "the next run removes what a killed one left beside the folder").toEqual([]);
  expect(seen.old).toBeGreaterThan(0);
  expect(seen.new).toBeGreaterThan(0);
});

function writeFleet(level: string): void {
  const clusters = Array.from({ length: 8 }, (_, i) => `  - {name: c-${i}, profile: ha, server: {logLevel: ${level}}}`);
  const head =
    "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://github.com/acme/gitops.git}\nclusters:\n";
  writeFileSync(join(folder, "certctl-gitops.yaml"), `${head}${clusters.join("\n")}\n`);
}

function gen(): void {
  const run = spawnSync(process.execPath, [PROGRAM, "gen"], { cwd: folder, encoding: "utf8" });
  expect(run.status, run.stderr).toBe(0);
}

/** True where the program ended before it could be killed. */
function killAfter(milliseconds: number): Promise<boolean> {
  const child = spawn(process.execPath, [PROGRAM, "gen"], { cwd: folder, stdio: "ignore" });
  const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  return new Promise((done) => {
    child.on("exit", (_code, signal) => {
      clearTimeout(timer);
      done(signal !== "SIGKILL");
    });
  });
}

function digest(): string {
  const hash = createHash("sha256");
  const root = join(folder, "out");
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
