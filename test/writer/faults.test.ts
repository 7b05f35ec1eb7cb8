/** Every single step of a write fails, or is the last one before the process dies; no step is left to chance. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FailureError } from "../../src/model/errors.ts";
import { recover } from "../../src/writer/staging.ts";
import { type Files, picture, put, run as runWith, siblings, temporaryFolder } from "./helpers.ts";

// The way without an exchange of folders has more steps, and the one moment without a tree.
const run = (root: string, files: Files): boolean => runWith(root, files, undefined, () => false);

const MAKING = [
  "mkdirSync",
  "writeFileSync",
  "linkSync",
  "symlinkSync",
  "copyFileSync",
  "chmodSync",
  "chownSync",
  "utimesSync",
] as const;
const STEPS = [...MAKING, "renameSync", "rmdirSync", "unlinkSync"] as const;
type Step = (typeof STEPS)[number];
type AnyFunction = (...values: unknown[]) => unknown;

/** Runs `act` with every step going through `before`, which may throw; puts `node:fs` back whatever happens. */
function withSteps<T>(before: (step: Step, values: unknown[], original: AnyFunction) => void, act: () => T): T {
  const table = fs as unknown as Record<string, AnyFunction>;
  const originals = STEPS.map((step) => [step, table[step] as AnyFunction] as const);
  for (const [step, original] of originals) {
    table[step] = (...values) => {
      before(step, values, original);
      return original(...values);
    };
  }
  syncBuiltinESMExports();
  try {
    return act();
  } finally {
    for (const [step, original] of originals) table[step] = original;
    syncBuiltinESMExports();
  }
}

function fault(code: string, step: string): Error {
  return Object.assign(new Error(`${code}: made up, ${step}`), { code });
}

const OLD = { "a/1": "1", "a/2": "2", "gone/deep/1": "1", "b/3": "3" };
const NEW = { "a/1": "1", "a/2": "two", "b/3": "3", "new/4": "4" };
let folder: ReturnType<typeof temporaryFolder>;
let root: string;
let before: ReturnType<typeof picture>;
let after: ReturnType<typeof picture>;

/** The folder as it is before each try. */
function reset(): void {
  folder?.remove();
  folder = temporaryFolder();
  root = join(folder.path, "out");
  run(root, OLD);
  put(root, { "a/mine": "mine", "mine/only": "mine" });
  fs.symlinkSync("../a", join(root, "mine/link"));
}

beforeEach(() => {
  reset();
  before = picture(root);
  run(root, NEW);
  after = picture(root);
  reset();
});
afterEach(() => folder.remove());

function countSteps(counted: readonly Step[]): number {
  let steps = 0;
  withSteps(
    (step) => {
      if (counted.includes(step)) steps++;
    },
    () => run(root, NEW),
  );
  return steps;
}

describe("a run that dies", () => {
  it("before any step leaves the old tree or the new one, and the next run needs no help", () => {
    const steps = countSteps(STEPS);
    expect(steps).toBeGreaterThan(30);
    const seen = { old: 0, new: 0, between: 0 };
    for (let last = 0; last < steps; last++) {
      reset();
      let done = 0;
      // The process is dead from that step on: nothing that would clean up works any more. A write is cut in half.
      const die = (step: Step, values: unknown[], original: AnyFunction): void => {
        if (done++ < last) return;
        if (done === last + 1 && step === "writeFileSync") original(values[0], String(values[1]).slice(0, 1));
        throw new Error("killed");
      };
      expect(() => withSteps(die, () => run(root, NEW))).toThrow("killed");
      renameOwner();
      const found = picture(root);
      if (found === undefined) {
        seen.between++;
        expect(recover(root).restored).toBe(true);
        expect(picture(root)).toEqual(before);
      } else {
        const isNew = JSON.stringify(found) === JSON.stringify(after);
        expect(found).toEqual(isNew ? after : before);
        seen[isNew ? "new" : "old"]++;
        // A run with something to write recovers by itself.
        if (isNew || last % 2 === 0) recover(root);
        expect(picture(root)).toEqual(found);
      }
      run(root, NEW);
      expect(picture(root)).toEqual(after);
      expect(siblings(root)).toEqual(["out"]);
    }
    expect(seen.between).toBe(1);
    expect(seen.old).toBeGreaterThan(10);
    expect(seen.new).toBeGreaterThan(10);
  });

  it("while the next run recovers still loses nothing", () => {
    let renames = 0;
    const dieBetween = (step: Step): void => {
      if (renames > 1 || (step === "renameSync" && ++renames === 2)) throw new Error("killed");
    };
    const dieAt = (last: number): (() => void) => {
      let done = 0;
      return () => {
        if (done++ >= last) throw new Error("killed");
      };
    };
    for (let last = 0, ended = false; !ended; last++) {
      reset();
      renames = 0;
      expect(() => withSteps(dieBetween, () => run(root, NEW))).toThrow("killed");
      expect(picture(root)).toBeUndefined();
      renameOwner();
      try {
        withSteps(dieAt(last), () => recover(root));
        ended = true;
      } catch {
        renameOwner();
      }
      recover(root);
      expect(picture(root)).toEqual(before);
      expect(siblings(root)).toEqual(["out"]);
    }
  });
});

describe("a step that fails", () => {
  it("leaves the old tree and no staging folder, when the disk is full from then on", () => {
    const steps = countSteps(MAKING);
    for (let good = 0; good < steps; good++) {
      reset();
      let done = 0;
      const full = (step: Step): void => {
        if ((MAKING as readonly Step[]).includes(step) && done++ >= good) throw fault("ENOSPC", step);
      };
      let thrown: unknown;
      try {
        withSteps(full, () => run(root, NEW));
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(FailureError);
      expect(thrown).toMatchObject({
        message: expect.stringContaining(folder.path),
        fix: expect.stringContaining("space"),
      });
      expect(picture(root)).toEqual(before);
      expect(siblings(root)).toEqual(["out"]);
    }
  });
  it("leaves the old tree or the new one, whichever step it is", () => {
    const steps = countSteps(STEPS);
    for (let bad = 0; bad < steps; bad++) {
      reset();
      let done = 0;
      const fail = (step: Step): void => {
        if (done++ === bad) throw fault("EIO", step);
      };
      expect(() => withSteps(fail, () => run(root, NEW))).toThrow(FailureError);
      const found = picture(root);
      expect(found).toEqual(JSON.stringify(found) === JSON.stringify(after) ? after : before);
      recover(root);
      expect(siblings(root)).toEqual(["out"]);
    }
  });
  it("keeps the old tree in the staging folder when even putting it back fails", () => {
    let renames = 0;
    const fail = (step: Step): void => {
      if (step === "renameSync" && ++renames > 1) throw fault("EACCES", step);
    };
    expect(() => withSteps(fail, () => run(root, NEW))).toThrow(FailureError);
    expect(recover(root).restored).toBe(true);
    expect(picture(root)).toEqual(before);
  });
  it("copies where there are no hard links", () => {
    const fail = (step: Step): void => {
      if (step === "linkSync") throw fault("EPERM", step);
    };
    const time = new Date(1e12);
    fs.utimesSync(join(root, "a/mine"), time, time);
    fs.chmodSync(join(root, "a/mine"), 0o751);
    withSteps(fail, () => run(root, NEW));
    expect(picture(root)).toEqual({ ...after, "a/mine": "751 mine" });
    expect(fs.statSync(join(root, "a/mine")).mtimeMs).toBe(1e12);
  });
});

/** A dead run had another number; here it was our own, which is taken for dead as well, but that is not what is tested. */
function renameOwner(): void {
  for (const name of siblings(root)) {
    const other = name.replace(`-${process.pid}-`, "-4194304-");
    if (other !== name) fs.renameSync(join(folder.path, name), join(folder.path, other));
  }
  expect(siblings(root).every((name) => name === "out" || name.endsWith(hostname()))).toBe(true);
}
