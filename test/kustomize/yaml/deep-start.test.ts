/** A program whose first text is nested too deeply says so: nothing that it read before has prepared it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Built, builtProgram } from "../../support/built.ts";

let program: Built;
beforeAll(async () => {
  program = await builtProgram();
});
afterAll(() => program.remove());

it.each([
  ["lists in brackets", `a: ${"[".repeat(100_000)}`, "1:504"],
  ["lists on one line", "- ".repeat(20_000), "1:1003"],
])("%s", (_name, text, place) => {
  writeFileSync(join(program.folder, "kustomization.yaml"), text);
  const { code, stderr, stdout } = program.run(program.folder, {}, "build", ".");
  expect(code).toBe(2);
  expect(stdout + stderr).toContain("values are nested deeper than 500 levels");
  expect(stdout + stderr).toContain(`kustomization.yaml:${place}`);
});
