/** The case collection: one folder of `fixtures/` each, built at `overlay/` where there is one. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { TreeFile } from "../../src/model/tree.ts";

const ROOT = new URL("fixtures/", import.meta.url).pathname;

export interface Case {
  readonly name: string;
  readonly path: string;
  readonly directory: string;
  readonly tree: ReadonlyMap<string, TreeFile>;
  /** The objects that kustomize 5.8.1 wrote for this case, as YAML. */
  readonly expected: string | undefined;
  /** The rule of the error, where building fails. */
  readonly error: string | undefined;
  /** Why we refuse what kustomize takes. */
  readonly refused: string | undefined;
}

const ANSWERS = ["expected.yaml", "error.txt", "refused.txt"];

export function readCases(): Case[] {
  return readdirSync(ROOT)
    .sort()
    .map((name) => {
      const path = join(ROOT, name);
      const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) =>
        statSync(join(path, file)).isFile(),
      );
      const texts = new Map(
        files.map((file) => [relative(".", file), { text: readFileSync(join(path, file), "utf8") }]),
      );
      const tree = new Map([...texts].filter(([file]) => !ANSWERS.includes(file)));
      const directory = [...tree.keys()].some((file) => file.startsWith("overlay/")) ? "overlay" : "";
      const answer = (file: string): string | undefined => texts.get(file)?.text.trimEnd();
      return {
        name,
        path,
        directory,
        tree,
        expected: answer("expected.yaml"),
        error: answer("error.txt"),
        refused: answer("refused.txt"),
      };
    });
}
