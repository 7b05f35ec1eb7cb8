import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../src/files/hash.ts";
import { changes, conflictFindings } from "../../src/writer/plan.ts";
import { loadLock } from "../../src/writer/prepare.ts";
import { type Files, picture, planRun, put, random, run, siblings, temporaryFolder } from "./helpers.ts";

const PATHS = ["a", "b/1", "b/2", "b/c/1", "b/c/2", "d/e/f/1", "g-h", "g/h", "Z"];
const SEEDS = 60;
const RUNS = 8;

describe("random runs and random hands", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const texts = (root: string): Files => {
    const seen = picture(root) ?? {};
    return Object.fromEntries(
      Object.entries(seen)
        .filter(([path]) => !path.endsWith("/") && path !== "certctl-gitops.lock")
        .map(([path, text]) => [path, text.replace(/^\d+ /, "")]),
    );
  };

  for (let seed = 1; seed <= SEEDS; seed++) {
    it(`seed ${seed}`, () => {
      const next = random(seed);
      const some = (share: number): string[] => PATHS.filter(() => next() < share);
      const root = join(folder.path, "out");
      /** What we know to have been written by a run, beside what the lock says. */
      let ours: Files = {};
      for (let turn = 0; turn < RUNS; turn++) {
        for (const path of some(0.12)) put(root, { [path]: `mine ${Math.floor(next() * 3)}` });
        for (const path of some(0.08)) rmSync(join(root, path), { force: true });
        if (next() < 0.05) rmSync(join(root, "certctl-gitops.lock"), { force: true });
        if (loadLock(root) === undefined) ours = {};
        const desired: Files = Object.fromEntries(some(0.6).map((path) => [path, `text ${Math.floor(next() * 3)}`]));
        const removes = next() < 0.7;
        const overwrite = next() < 0.2;
        const scope = { removes, overwrite };
        const before = texts(root);
        const change = planRun(root, desired, scope);

        const byHand = (path: string): boolean => before[path] !== undefined && before[path] !== ours[path];
        for (const entry of change.plan.entries) {
          if (entry.action === "conflict") expect(byHand(entry.path) && !overwrite, entry.path).toBe(true);
          if ((entry.action === "update" || entry.action === "delete") && !overwrite)
            expect(byHand(entry.path)).toBe(false);
        }
        if (conflictFindings(change.plan, root).length > 0) {
          expect(() => run(root, desired, scope)).toThrow();
          expect(texts(root)).toEqual(before);
          continue;
        }
        run(root, desired, scope);

        const expected: Files = { ...before };
        if (removes) for (const path of Object.keys(ours)) delete expected[path];
        Object.assign(expected, desired);
        expect(texts(root)).toEqual(expected);
        ours = { ...(removes ? {} : ours), ...desired };
        const recorded = Object.entries(ours).map(([path, text]) => [path, sha256(text)]);
        expect(Object.fromEntries(loadLock(root)?.lock.files ?? [])).toEqual(Object.fromEntries(recorded));
        expect(changes(planRun(root, desired, scope).plan)).toEqual([]);
        expect(run(root, desired, scope)).toBe(false);
        expect(siblings(root)).toEqual(["out"]);
      }
    });
  }
});
