// npm run bench:diff: `diff` of a fleet's pull request against `node -e 0` of the same run, and how large its reports are.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, median } from "./measure.mjs";

const PROGRAM = fileURLToPath(new URL("../dist/certctl-gitops.js", import.meta.url));
const ROUNDS = 5;
const MOST_NODES = 100;
const BASE_FILE = "out/base/server/deployment.yaml";
const folder = mkdtempSync(join(tmpdir(), "certctl-gitops-bench-"));

/** A repository with the bundle of a fleet that Argo CD applies, committed. */
function repository(clusters) {
  const cwd = mkdtempSync(join(folder, `fleet-${clusters}-`));
  const rows = Array.from({ length: clusters }, (_, i) => {
    const host = `certctl.c-${i}.example.com`;
    return `  - {name: c-${i}, profile: ha, engine: argocd, ingress: {type: nginx, host: ${host}}, server: {logLevel: warn}}`;
  });
  const head =
    "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://github.com/acme/gitops.git}\nclusters:\n";
  writeFileSync(join(cwd, "certctl-gitops.yaml"), `${head}${rows.join("\n")}\n`);
  run(process.execPath, [PROGRAM, "gen"], cwd);
  git(cwd, "init", "-q", "-b", "main");
  git(cwd, "add", "-A");
  git(cwd, "-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "-qm", "bundle");
  return cwd;
}

function git(cwd, ...args) {
  return run("git", args, cwd);
}

function run(program, args, cwd) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

/** One line of the base, which every cluster gets. */
function changeBase(cwd) {
  replace(join(cwd, BASE_FILE), /terminationGracePeriodSeconds: \d+/, "terminationGracePeriodSeconds: 77");
}

/** A line of its own for each cluster. */
function changeEach(cwd, clusters) {
  for (let i = 0; i < clusters; i++) {
    const file = join(cwd, `out/clusters/c-${i}/server/kustomization.yaml`);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text.trimEnd()}\nlabels:\n  - pairs:\n      team: team-${i}\n`);
  }
}

function replace(file, from, to) {
  const text = readFileSync(file, "utf8");
  if (!from.test(text)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

const diff = (...formats) => [PROGRAM, "diff", "--base", "HEAD", ...formats.flatMap((format) => ["-o", format])];

function sizes(cwd) {
  run(process.execPath, diff("markdown=d.md", "json=d.json", "html=d.html"), cwd);
  const size = (name) => statSync(join(cwd, name)).size;
  return {
    comment: readFileSync(join(cwd, "d.md"), "utf8").length,
    json: size("d.json"),
    html: size("d.html"),
  };
}

const say = (what, figures) => process.stdout.write(`${what.padEnd(44)} ${figures}\n`);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

let isGood = true;
const bound = (value, most) => {
  if (value > most) isGood = false;
  return value > most ? "  TOO MUCH" : "";
};

/** In turn, so that a slow moment of the machine hits both. `most` times the time of node is a promise, where it is given. */
function speed(cwd, what, most) {
  const [node, ours] = [[], []];
  let megabytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    node.push(measure(["-e", "0"], cwd).seconds);
    const one = measure(diff("json=d.json"), cwd);
    ours.push(one.seconds);
    megabytes = Math.max(megabytes, one.megabytes);
  }
  const ratio = median(ours) / median(node);
  const figures = `${median(ours).toFixed(2)} s = ${ratio.toFixed(0)} x node -e 0 (${(median(node) * 1000).toFixed(0)} ms)`;
  const promise = most === undefined ? "" : `; at most ${most}${bound(ratio, most)}`;
  say(what, `${figures}; peak memory ${Math.round(megabytes)} MB${promise}`);
}

try {
  for (const clusters of [3, 1000]) {
    const cwd = repository(clusters);
    speed(cwd, `${clusters} clusters, nothing changed`);
    changeBase(cwd);
    speed(cwd, `${clusters} clusters, one base line`, MOST_NODES);
    const { comment, json, html } = sizes(cwd);
    say(
      `${clusters} clusters, one base line`,
      `comment ${kb(comment)}${bound(comment, 10_000)}, JSON ${kb(json)}${bound(json, 5e6)}, page ${kb(html)}${bound(html, 5e6)}`,
    );
    if (clusters === 3) continue;
    git(cwd, "checkout", "-q", "--", "out");
    changeEach(cwd, clusters);
    speed(cwd, `${clusters} clusters, a line of its own each`);
    const many = sizes(cwd);
    say(
      `${clusters} clusters, a line of its own each`,
      `comment ${kb(many.comment)}${bound(many.comment, 60_000)}, JSON ${kb(many.json)}, page ${kb(many.html)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (!isGood) process.exitCode = 1;
