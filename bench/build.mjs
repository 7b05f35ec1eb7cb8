// npm run bench:build: `build` against the real kustomize of the same run, in time, memory and bytes.
// BENCH_SEED=<number> picks the same overlays to compare again.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, median, pair, time } from "./measure.mjs";
import { BASE, overlay, writeOverlays } from "./overlays.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PROGRAM = join(ROOT, "dist/certctl-gitops.js");
const KUSTOMIZE = "v5.8.1";
const MANY = 1000;
const FEW = 100;
const COMPARED = 20;
const ROUNDS = 4;

// Every field is looked up and written with its file and line, which is more than any rule or diff asks for.
const PROVENANCE = ["--provenance"];

const seed = Number(process.env.BENCH_SEED ?? Math.floor(Math.random() * 2 ** 32));
let folder;

function requireKustomize() {
  const { stdout, error } = spawnSync("kustomize", ["version"], { encoding: "utf8" });
  const said = error === undefined ? stdout.trim() : "it is not on PATH";
  if (said === KUSTOMIZE) return;
  process.stderr.write(`NOTHING WAS MEASURED: kustomize ${KUSTOMIZE} is needed, and ${said}\n`);
  process.exit(1);
}

/** One overlay alone, each program started anew. */
function cold() {
  const ours = () => time(process.execPath, [PROGRAM, "build", BASE], ROOT);
  const theirs = () => time("kustomize", ["build", BASE], ROOT);
  ours();
  theirs();
  const [a, b] = pair(ours, theirs, 15);
  say("one overlay, cold", `${ms(a)} = ${(a / b).toFixed(2)} x kustomize (${ms(b)}); at most 1.5`);
  return compare("the same bytes", [
    [run(process.execPath, [PROGRAM, "build", BASE], ROOT), theirText(BASE, ROOT), BASE],
  ]);
}

/** Many overlays in one process, and kustomize once for each of some of them, in turn. */
function fleet() {
  writeOverlays(folder, MANY);
  const picked = pick(COMPARED);
  const seconds = { many: [], few: [], provenance: [], theirs: [] };
  let [megabytes, withProvenance] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const provenance = ours(MANY, PROVENANCE);
    seconds.provenance.push(provenance.seconds);
    withProvenance = Math.max(withProvenance, provenance.megabytes);
    // After it, for it is the output without provenance that is compared in the end.
    const many = ours(MANY);
    seconds.many.push(many.seconds);
    megabytes = Math.max(megabytes, many.megabytes);
    seconds.few.push(ours(FEW).seconds);
    for (const i of picked.filter((_, at) => at % ROUNDS === round)) {
      seconds.theirs.push(time("kustomize", ["build", overlay(i), "-o", `theirs-${i}.yaml`], folder).seconds);
    }
  }
  const [many, few] = [median(seconds.many), median(seconds.few)];
  const theirs = (seconds.theirs.reduce((sum, n) => sum + n, 0) / seconds.theirs.length) * MANY;
  const how = `${s(theirs)}: ${COMPARED} of them measured, times ${MANY / COMPARED}`;
  say(`${MANY} overlays, one process`, `${s(many)} = kustomize / ${(theirs / many).toFixed(1)} (${how}); at least 40`);
  say(`${MANY} overlays, peak memory`, `${Math.round(megabytes)} MB; below 250 MB`);
  say(`${FEW} -> ${MANY} overlays`, `${s(few)} -> ${s(many)} = ${(many / few).toFixed(1)} x; at most 11`);
  const asked = median(seconds.provenance);
  say(
    `${MANY} overlays with provenance`,
    `${s(asked)} = ${(asked / many).toFixed(2)} x without; at most 2; peak memory ${Math.round(withProvenance)} MB`,
  );
  return compare(
    `the same bytes, seed ${seed}`,
    picked.map((i) => [read(`ours-${MANY}/c-${i}.yaml`), read(`theirs-${i}.yaml`), overlay(i)]),
  );
}

function ours(count, flags = []) {
  const folders = Array.from({ length: count }, (_, i) => overlay(i));
  rmSync(join(folder, `ours-${count}`), { recursive: true, force: true });
  return measure([PROGRAM, "build", ...flags, ...folders, "-o", `ours-${count}`], folder);
}

/** Different numbers below MANY, by the seed (mulberry32). */
function pick(count) {
  const picked = new Set();
  for (let state = seed; picked.size < count; ) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    picked.add(((t ^ (t >>> 14)) >>> 0) % MANY);
  }
  return [...picked];
}

/** Rows of our bytes, theirs and a name: how many are the same. */
function compare(what, rows) {
  const different = rows.filter(([a, b]) => !a.equals(b)).map(([, , name]) => name);
  const names = different.length === 0 ? "" : `; DIFFERENT: ${different.join(", ")}`;
  say(what, `${rows.length - different.length} of ${rows.length}${names}`);
  return different.length === 0;
}

function run(program, args, cwd) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

const theirText = (path, cwd) => run("kustomize", ["build", path], cwd);
const read = (path) => readFileSync(join(folder, path));
const ms = (seconds) => `${(seconds * 1000).toFixed(0)} ms`;
const s = (seconds) => `${seconds.toFixed(2)} s`;
const say = (what, figures) => process.stdout.write(`${what.padEnd(36)} ${figures}\n`);

requireKustomize();
folder = mkdtempSync(join(tmpdir(), "certctl-gitops-bench-"));
try {
  const same = [cold(), fleet()];
  if (same.includes(false)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
