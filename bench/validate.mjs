// npm run bench:validate: `validate` against the real kubeconform of the same run, on the same files and schemas.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, median, time } from "./measure.mjs";
import { overlay, writeOverlays } from "./overlays.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PROGRAM = join(ROOT, "dist/certctl-gitops.js");
const CLUSTERS = 1000;
const ROUNDS = 5;
/** Every so many clusters one of these stands in one object: what both must find. */
const EVERY = 20;
const MISTAKES = [
  ["replicas: ", "replicas: x"],
  ["  terminationGracePeriodSeconds: ", "  terminationGraceSeconds: "],
  ["      - name: CERTCTL_SERVER_HOST\n", "      - nam: CERTCTL_SERVER_HOST\n"],
  ["  type: RollingUpdate\n", "  type: [RollingUpdate]\n"],
  ["  sessionAffinity: ClientIP\n", "  sessionAffinty: ClientIP\n"],
];
const SCHEMA_RULES = new Set(["unknown-field", "wrong-type", "required-field", "invalid-value", "unknown-kind"]);

let folder;

function requireKubeconform() {
  const { stdout, error } = spawnSync("kubeconform", ["-v"], { encoding: "utf8" });
  if (error === undefined) return stdout.trim();
  process.stderr.write("NOTHING WAS MEASURED: kubeconform is needed, and it is not on PATH\n");
  process.exit(1);
}

/** Rendered clusters, each in a file, some with a mistake. */
function writeClusters() {
  writeOverlays(folder, CLUSTERS);
  const folders = Array.from({ length: CLUSTERS }, (_, i) => overlay(i));
  run(process.execPath, [PROGRAM, "build", ...folders, "-o", "rendered"]);
  let objects = 0;
  for (let i = 0; i < CLUSTERS; i++) {
    const path = join(folder, "rendered", `c-${i}.yaml`);
    const text = readFileSync(path, "utf8");
    objects += text.split("\n---\n").length;
    if (i % EVERY === 0) writeFileSync(path, withMistake(text, MISTAKES[(i / EVERY) % MISTAKES.length]));
  }
  return objects;
}

function withMistake(text, [right, wrong]) {
  if (!text.includes(right)) throw new Error(`no ${JSON.stringify(right)} in a rendered cluster`);
  return text.replace(right, wrong);
}

const OURS = ["validate", "rendered", "--kubernetes-version", "1.34", "--fail-on", "never", "-o", "json"];

function theirs(location) {
  const cores = String(availableParallelism());
  return ["-strict", "-n", cores, "-output", "json", "-schema-location", location, "rendered"];
}

/** `file kind/name` of each object that is invalid to us, and to kubeconform. */
function invalid(location) {
  const report = JSON.parse(run(process.execPath, [PROGRAM, ...OURS, "--schemas-only"]));
  const our = report.findings
    .filter(({ rule }) => SCHEMA_RULES.has(rule))
    .map(({ at }) => `${at.file} ${at.resource.replace(/^([^. ]+)\S* (?:.*\/)?/, "$1/")}`);
  const { resources } = JSON.parse(run("kubeconform", theirs(location), [0, 1]));
  const their = resources
    .filter(({ status }) => status !== "statusValid")
    .map(({ filename, kind, name }) => `${filename} ${kind}/${name}`);
  return { our: [...new Set(our)].sort(), their: [...new Set(their)].sort() };
}

function run(program, args, codes = [0]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, maxBuffer: 2 ** 28, encoding: "utf8" });
  if (!codes.includes(status)) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

function compare(objects, location) {
  const seconds = { schemas: [], all: [], theirs: [] };
  let megabytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    seconds.schemas.push(measure([PROGRAM, ...OURS, "--schemas-only"], folder).seconds);
    seconds.theirs.push(time("kubeconform", theirs(location), folder, [0, 1]).seconds);
    const all = measure([PROGRAM, ...OURS], folder);
    seconds.all.push(all.seconds);
    megabytes = Math.max(megabytes, all.megabytes);
  }
  const rate = (list) => objects / median(list);
  const [schemas, all, go] = [rate(seconds.schemas), rate(seconds.all), rate(seconds.theirs)];
  say("kubeconform", `${Math.round(go)} objects per second on ${availableParallelism()} cores`);
  say("schema rules alone", `${Math.round(schemas)} objects per second = ${(schemas / go).toFixed(2)} x; at least 1`);
  say(
    "all rules",
    `${Math.round(all)} objects per second = ${(all / go).toFixed(2)} x; peak memory ${Math.round(megabytes)} MB`,
  );
  return schemas >= go;
}

const say = (what, figures) => process.stdout.write(`${what.padEnd(24)} ${figures}\n`);

const version = requireKubeconform();
folder = mkdtempSync(join(tmpdir(), "certctl-gitops-bench-"));
try {
  const objects = writeClusters();
  mkdirSync(join(folder, "schemas"));
  const typescript = join(ROOT, "test/support/typescript.mjs");
  const layout = run(process.execPath, [typescript, join(ROOT, "bench/write-schemas.ts"), join(folder, "schemas")]);
  const location = join(folder, "schemas", layout);
  const files = readdirSync(join(folder, "rendered")).length;
  say("rendered", `${objects} objects of ${CLUSTERS} clusters in ${files} files; kubeconform ${version}`);
  const { our, their } = invalid(location);
  const same = JSON.stringify(our) === JSON.stringify(their) && our.length === CLUSTERS / EVERY;
  say(
    "invalid objects",
    `${our.length} and ${their.length}${same ? ", the same" : `: DIFFERENT\n${our.join("\n")}\n--\n${their.join("\n")}`}`,
  );
  const fast = compare(objects, location);
  if (!same || !fast) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
