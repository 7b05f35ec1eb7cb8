/** Kills a run 200 times at random moments: the tree is the old one or the new one, whole, by nothing but looking at it. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recover } from "../../src/writer/staging.ts";
import { picture, put, random, run, siblings, temporaryFolder } from "./helpers.ts";
import { generation } from "./kill-trees.ts";

const KILLS = 200;
const SEED = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e6));

let folder: ReturnType<typeof temporaryFolder>;
let child: string;
beforeAll(async () => {
  // In memory where there is such a place: ext4 takes half a millisecond per new file once many were deleted shortly before.
  folder = temporaryFolder(existsSync("/dev/shm") ? "/dev/shm" : undefined);
  child = join(folder.path, "child.mjs");
  const entry = join(import.meta.dirname, "kill-child.ts");
  await build({
    entryPoints: [entry],
    outfile: child,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
});
afterAll(() => folder.remove());

interface Ended {
  /** Milliseconds from the process's start, undefined where it did not get there. */
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** Starts a run; kills it so long after its start, or after the moment when it says that it begins. */
function runChild(
  root: string,
  name: "a" | "b",
  kill?: { after: "spawn" | "start"; milliseconds: number },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const process = spawn("node", [child, root, name], { stdio: ["ignore", "pipe", "inherit"] });
    const said = new Map<string, number>();
    const killLater = (): void => {
      const due = performance.now() + (kill?.milliseconds ?? 0);
      setTimeout(
        () => {
          // A timer counts whole milliseconds, in which a run does a lot.
          while (performance.now() < due);
          process.kill("SIGKILL");
        },
        due - performance.now() - 1,
      );
    };
    if (kill?.after === "spawn") killLater();
    process.stdout.on("data", (data: Buffer) => {
      for (const word of data.toString().trim().split("\n")) said.set(word, performance.now() - began);
      if (kill?.after === "start" && said.size === 1) killLater();
    });
    process.on("error", reject);
    process.on("close", (code, signal) => {
      if (code !== 0 && signal !== "SIGKILL") reject(new Error(`the run ended with ${code}`));
      else resolve({ start: said.get("start"), end: said.get("end") });
    });
  });
}

it(`leaves the old tree or the new one, killed ${KILLS} times (seed ${SEED})`, { timeout: 120_000 }, async () => {
  const next = random(SEED);
  const parent = join(folder.path, "repo");
  const root = join(parent, "out");
  const mine = { "clusters/c1/mine.txt": "mine\n", "notes/mine.txt": "mine\n" };
  run(root, generation("a"));
  put(root, mine);
  const pictures = { a: picture(root), b: picture(root) };

  // How long a whole run takes, from the third, when caches are warm.
  let whole = 0;
  let working = 0;
  for (const name of ["b", "a", "b", "a"] as const) {
    const { start, end } = await runChild(root, name);
    whole = end ?? Number.NaN;
    working = whole - (start ?? Number.NaN);
    pictures[name] = picture(root);
  }
  expect(pictures.a).not.toEqual(pictures.b);

  let now: "a" | "b" = "a";
  const seen = { old: 0, new: 0, missing: 0, leftovers: 0, notStarted: 0, ended: 0 };
  let killed = 0;
  // A run that ended before its kill does not count.
  for (let i = 0; killed < KILLS && i < 3 * KILLS; i++) {
    const other: "a" | "b" = now === "a" ? "b" : "a";
    // A fifth over the whole life of the process, the others over the part that reads and writes the disk. Most runs take longer
    // than the measured ones: they also clean up after the killed run before them.
    const kill =
      i % 5 === 0
        ? ({ after: "spawn", milliseconds: next() * whole * 1.2 } as const)
        : ({ after: "start", milliseconds: next() * working * 1.3 } as const);
    const { start, end } = await runChild(root, other, kill);
    if (start === undefined) seen.notStarted++;
    if (end !== undefined) seen.ended++;
    else killed++;
    if (siblings(root).length > 1) seen.leftovers++;
    const found = picture(root);
    if (found === undefined) {
      seen.missing++;
      expect(recover(root).restored).toBe(true);
      expect(picture(root)).toEqual(pictures[now]);
    } else if (JSON.stringify(found) === JSON.stringify(pictures[other])) {
      seen.new++;
      now = other;
    } else {
      expect(found).toEqual(pictures[now]);
      seen.old++;
    }
  }
  recover(root);
  expect(picture(root)).toEqual(pictures[now]);
  expect(siblings(root)).toEqual(["out"]);
  expect(killed).toBe(KILLS);
  expect(seen.old).toBeGreaterThan(KILLS / 20);
  expect(seen.new).toBeGreaterThan(KILLS / 20);
  expect(seen.leftovers).toBeGreaterThan(KILLS / 10);
  process.stdout.write(
    `kill test, seed ${SEED}: run of ${whole.toFixed(0)} ms, ${working.toFixed(0)} of them at work; ${JSON.stringify(seen)}\n`,
  );
});
