/**
 * Compares our renderer with the real kustomize on random trees.
 *
 *     npm run test:random -- --trees 20000 --seed 1             differences, each with its seed
 *     npm run test:random -- --trees 20000 --shrink             and each as a small tree
 *     npm run test:random -- --show 4711 [--shrink]             one tree, both answers and the difference
 *     npm run test:random -- --trees 2000 --kustomize-only      what share kustomize accepts, and why not the rest
 *
 * `--most N` stops after so many differences (20), `--jobs N` starts so many builds at a time (2), `--out FOLDER` keeps
 * the trees that differ (a temporary folder), `--distinct` shrinks and keeps one tree of each kind of difference only.
 *
 * `--program PATH` asks a program that stays first (see `standing-program.ts`), and kustomize only where the
 * answers differ.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { agrees, type Comparison, openWorkplace, type Tree, writeTree } from "./compare.ts";
import { describeComparison, describeTree } from "./difference.ts";
import { reason } from "./reason.ts";
import { shrink } from "./shrink.ts";
import { startPrograms } from "./standing-program.ts";
import { randomTree, TOP } from "./tree.ts";

const { values: flags } = parseArgs({
  options: {
    trees: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    show: { type: "string" },
    most: { type: "string", default: "20" },
    jobs: { type: "string", default: "2" },
    out: { type: "string" },
    program: { type: "string" },
    shrink: { type: "boolean", default: false },
    distinct: { type: "boolean", default: false },
    "kustomize-only": { type: "boolean", default: false },
  },
});

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const programs = flags.program === undefined ? undefined : startPrograms(flags.program, Number(flags.jobs));
const workplace = openWorkplace();
const quick = programs === undefined ? workplace : openWorkplace(programs.build);
process.on("exit", () => {
  programs?.close();
  quick.close();
  workplace.close();
});
let stopped = false;
// The first signal ends the run with what it has found so far.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopped) process.exit(130);
    stopped = true;
  });
}

/** Works through the seeds, some at a time; `work` says whether to go on. */
async function eachSeed(work: (seed: number) => Promise<boolean>): Promise<number> {
  const first = Number(flags.seed);
  const last = first + Number(flags.trees);
  let next = first;
  let done = 0;
  let going = true;
  const worker = async (): Promise<void> => {
    while (going && !stopped && next < last) {
      const seed = next;
      next += 1;
      going = (await work(seed)) && going;
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: Number(flags.jobs) }, worker));
  return done;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function table(counts: ReadonlyMap<string, number>, most = 40): string {
  const rows = [...counts].sort(([, a], [, b]) => b - a);
  return rows
    .slice(0, most)
    .map(([key, times]) => `${String(times).padStart(7)}  ${key}`)
    .join("\n");
}

async function acceptance(): Promise<void> {
  const reasons = new Map<string, number>();
  let accepted = 0;
  const start = performance.now();
  const done = await eachSeed(async (seed) => {
    const real = await quick.real(randomTree(seed));
    if (real.stdout === undefined) count(reasons, reason(real));
    else accepted += 1;
    return true;
  });
  say(table(reasons));
  say(`${accepted} of ${done} accepted (${percent(accepted, done)}), ${rate(done, start)}`);
}

const percent = (part: number, all: number): string => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;
const rate = (done: number, start: number): string =>
  `${((1000 * done) / (performance.now() - start)).toFixed(1)} trees per second`;

async function smaller(tree: Tree, comparison: Comparison): Promise<Tree> {
  return shrink(tree, (attempt) => workplace.still(attempt, comparison));
}

/** Differences that look alike, most likely for the same reason. */
function kindOf(comparison: Comparison): string {
  const { outcome, real, ours } = comparison;
  if ("crash" in ours) return `${outcome}: ${masked(ours.crash.split("\n")[0] ?? "")}`;
  if (outcome === "kustomize refuses") return `${outcome}: ${reason(real)}`;
  if ("error" in ours) return `${outcome}: ${ours.error} ${masked(ours.message)}`;
  if (outcome === "other warnings") return outcome;
  const lines = describeComparison(comparison).split("\n");
  return `${outcome}: ${masked(lines.filter((line) => /^[-+]/.test(line)).join(" "))}`;
}

const masked = (text: string): string => text.replaceAll(/\S*\.(yaml|json)|'[^']*'|"[^"]*"|\d+/g, "_").slice(0, 120);

/** What a program says that stays counts where we agree; a difference is one only where kustomize itself says so. */
async function compare(tree: Tree): Promise<Comparison> {
  const first = await quick.compare(tree);
  return agrees(first) || quick === workplace ? first : workplace.compare(tree);
}

async function differences(): Promise<void> {
  const out = flags.out ?? mkdtempSync(join(tmpdir(), "kustomize-differences-"));
  const outcomes = new Map<string, number>();
  const kinds = new Map<string, number>();
  let reported = 0;
  const start = performance.now();
  const report = async (seed: number, tree: Tree, comparison: Comparison): Promise<void> => {
    const folder = join(out, String(seed));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeTree(folder, tree);
    say(`\nseed ${seed}: ${describeComparison(comparison)}`);
    if (flags.shrink) say(describeTree(tree));
    say(`  npm run test:random -- --show ${seed}${flags.shrink ? " --shrink" : ""}   (files: ${join(folder, TOP)})`);
  };
  const done = await eachSeed(async (seed) => {
    const tree = randomTree(seed);
    const comparison = await compare(tree);
    count(outcomes, comparison.outcome);
    if (agrees(comparison)) return true;
    if (flags.distinct && comparison.outcome !== "other bytes" && kinds.has(kindOf(comparison))) {
      count(kinds, kindOf(comparison));
      return true;
    }
    const small = flags.shrink ? await smaller(tree, comparison) : tree;
    const final = small === tree ? comparison : await workplace.compare(small);
    const isNew = !kinds.has(kindOf(final));
    count(kinds, kindOf(final));
    if (flags.distinct && !isNew) return true;
    reported += 1;
    await report(seed, small, final);
    return reported < Number(flags.most);
  });
  if (kinds.size > 0) say(`\nkinds of differences:\n${table(kinds)}`);
  say(`\nseeds from ${flags.seed}:\n${table(outcomes)}`);
  const accepted = ["same", "other bytes", "other warnings", "we refuse"].reduce(
    (sum, key) => sum + (outcomes.get(key) ?? 0),
    0,
  );
  say(`${done} trees, ${percent(accepted, done)} accepted by kustomize, ${rate(done, start)}`);
  if (kinds.size > 0) process.exitCode = 1;
}

async function show(seed: number): Promise<void> {
  const tree = randomTree(seed);
  const comparison = await workplace.compare(tree);
  const shrunk = flags.shrink && !agrees(comparison) ? await smaller(tree, comparison) : tree;
  const final = await workplace.compare(shrunk);
  say(describeTree(shrunk));
  say(`#### kustomize\n${final.real.stdout ?? ""}${final.real.stderr}`);
  say(`#### seed ${seed}: ${describeComparison(final)}`);
  if (flags.out !== undefined) writeTree(flags.out, shrunk);
}

if (flags.show !== undefined) await show(Number(flags.show));
else if (flags["kustomize-only"]) await acceptance();
else await differences();
programs?.close();
