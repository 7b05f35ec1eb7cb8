// npm run bench: start-up against node itself, and a fleet of 1000 clusters against one of 100.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, pair } from "./measure.mjs";

const PROGRAM = fileURLToPath(new URL("../dist/certctl-gitops.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "certctl-gitops-bench-"));

function startUp() {
  const gen = () => measure([PROGRAM, "gen", "ha"], folder);
  gen();
  const [node, ours] = pair(() => measure(["-e", "0"], folder), gen, 15);
  say(
    "start-up: gen ha, nothing changed",
    `${ms(ours)} = ${(ours / node).toFixed(2)} x node -e 0 (${ms(node)}); at most 3`,
  );
}

function fleet(clusters) {
  const cwd = mkdtempSync(join(folder, `fleet-${clusters}-`));
  const rows = Array.from({ length: clusters }, (_, i) => {
    const engine = i % 2 === 0 ? "flux" : "argocd";
    const profile = ["ha", "single-node", "dev"][i % 3];
    return `  - {name: c-${i}, profile: ${profile}, engine: ${engine}, namespace: {name: ns-${i % 7}}, server: {logLevel: warn}}`;
  });
  const head =
    "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://github.com/acme/gitops.git}\nclusters:\n";
  writeFileSync(join(cwd, "certctl-gitops.yaml"), `${head}${rows.join("\n")}\n`);
  const first = measure([PROGRAM, "gen"], cwd);
  const second = measure([PROGRAM, "gen"], cwd);
  const check = measure([PROGRAM, "gen", "--check"], cwd);
  return { first, second, check };
}

function growth() {
  const small = fleet(100);
  const large = fleet(1000);
  for (const [key, what] of [
    ["first", "written once"],
    ["second", "second run, nothing changed"],
    ["check", "--check"],
  ]) {
    const [a, b] = [small[key], large[key]];
    const ratio = (b.seconds / a.seconds).toFixed(1);
    const memory = `${Math.round(a.megabytes)} MB -> ${Math.round(b.megabytes)} MB`;
    say(`100 -> 1000 clusters, ${what}`, `${s(a.seconds)} -> ${s(b.seconds)} = ${ratio} x; peak memory ${memory}`);
  }
}

const ms = (seconds) => `${(seconds * 1000).toFixed(0)} ms`;
const s = (seconds) => `${seconds.toFixed(2)} s`;
const say = (what, figures) => process.stdout.write(`${what.padEnd(52)} ${figures}\n`);

try {
  startUp();
  growth();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
