/** Two folders change places in one step, or nothing happens at all. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { exchangeFolders } from "../../src/writer/exchange.ts";
import { temporaryFolder } from "./helpers.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  for (const name of ["a", "b"]) {
    mkdirSync(join(folder.path, name));
    writeFileSync(join(folder.path, name, `was-${name}`), name);
  }
});
afterEach(() => folder.remove());

const has = (path: string): boolean => existsSync(join(folder.path, path));

it("works where a program of the machine can do it, and says so where none can", () => {
  const can = spawnSync("perl", ["-v"], { stdio: "ignore" }).error === undefined;
  const done = exchangeFolders(join(folder.path, "a"), join(folder.path, "b"));
  expect(done).toBe(process.platform === "linux" && can);
  expect([has("a/was-b"), has("b/was-a"), has("a/was-a"), has("b/was-b")]).toEqual([done, done, !done, !done]);
});

it("changes nothing where one of them is missing", () => {
  expect(exchangeFolders(join(folder.path, "a"), join(folder.path, "none"))).toBe(false);
  expect(has("a/was-a")).toBe(true);
});
