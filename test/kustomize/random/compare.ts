/** Builds one tree with the real kustomize and with our renderer, and says how they differ. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type KustomizeBuild, kustomizeBuild } from "../../real/kustomize-build.ts";
import { type Rendered, render } from "../render.ts";
import { reason } from "./reason.ts";
import { TOP } from "./tree.ts";

export type Tree = ReadonlyMap<string, string>;

/** The first two are agreement. */
export type Outcome =
  | "same"
  | "both refuse"
  | "other bytes"
  | "other warnings"
  | "we refuse"
  | "kustomize refuses"
  | "we crash";

export interface Comparison {
  readonly outcome: Outcome;
  readonly real: KustomizeBuild;
  readonly ours: Ours;
}

/** A crash is whatever is thrown that is no error of the input. */
export type Ours = Rendered | { readonly crash: string };

export const agrees = ({ outcome }: Comparison): boolean => outcome === "same" || outcome === "both refuse";

export function outcomeOf(real: KustomizeBuild, ours: Ours): Outcome {
  if ("crash" in ours) return "we crash";
  if (real.stdout === undefined) return "error" in ours ? "both refuse" : "kustomize refuses";
  if ("error" in ours) return "we refuse";
  if (real.stdout !== ours.stdout) return "other bytes";
  return withNamesInOrder(real.stderr) === withNamesInOrder(ours.stderr) ? "same" : "other warnings";
}

/** kustomize names unused variables in an order that differs from run to run. */
function withNamesInOrder(stderr: string): string {
  return stderr.replace(/(?<=^well-defined vars that were never replaced: ).*$/gm, (names) =>
    names.split(",").sort().join(","),
  );
}

async function compareWith(ours: Ours, realBuild: typeof kustomizeBuild, directory: string): Promise<Comparison> {
  const real = await realBuild(directory);
  return { outcome: outcomeOf(real, ours), real, ours };
}

export function renderSafely(directory: string): Ours {
  try {
    return render(directory);
  } catch (error) {
    return { crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** A folder for trees that goes away with `close`. */
export interface Workplace {
  compare(tree: Tree): Promise<Comparison>;
  /** What kustomize alone says. */
  real(tree: Tree): Promise<KustomizeBuild>;
  /** Like `compare`, but kustomize is not started where ours alone shows that the outcome can't be this one. */
  still(tree: Tree, before: Comparison): Promise<boolean>;
  close(): void;
}

export function openWorkplace(realBuild = kustomizeBuild): Workplace {
  const root = mkdtempSync(join(tmpdir(), "kustomize-trees-"));
  let count = 0;
  const within = async <T>(tree: Tree, work: (directory: string) => Promise<T>): Promise<T> => {
    count += 1;
    const folder = join(root, String(count));
    writeTree(folder, tree);
    try {
      return await work(join(folder, TOP));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const compare = (tree: Tree): Promise<Comparison> =>
    within(tree, async (directory) => {
      const ours = renderSafely(directory);
      const comparison = await compareWith(ours, realBuild, directory);
      // Go's maps have no order, and some of what kustomize prints follows them.
      for (let again = 0; again < 2 && !agrees(comparison); again += 1) {
        const other = await compareWith(ours, realBuild, directory);
        if (agrees(other)) return other;
      }
      return comparison;
    });
  return {
    compare,
    real: (tree) => within(tree, realBuild),
    still: (tree, before) =>
      within(tree, async (directory) => {
        const ours = renderSafely(directory);
        if (signOf(ours) !== signOf(before.ours)) return false;
        const real = await realBuild(directory);
        if (outcomeOf(real, ours) !== before.outcome) return false;
        return before.outcome !== "kustomize refuses" || ending(real) === ending(before.real);
      }),
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The end of the reason, which does not tell how deep in the tree it lies. */
const ending = (real: KustomizeBuild): string => reason(real).slice(-40);

/** What stays the same of an answer of ours while a tree shrinks. */
function signOf(ours: Ours): string {
  if ("crash" in ours) return `crash ${ours.crash.split("\n").slice(0, 2).join(" ").replaceAll(/\d+/g, "")}`;
  return "error" in ours ? `refuses ${ours.error}` : "accepts";
}

export function writeTree(folder: string, tree: Tree): void {
  for (const [path, text] of tree) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}
