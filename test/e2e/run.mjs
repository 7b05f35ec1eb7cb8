/**
 * `npm run e2e -- [word...]`: the scenarios whose names have all these words (`a,b` is one of them); `--clean` removes
 * what killed runs left; other flags are vitest's.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { summarise } from "./summary.mjs";

const FOLDER = fileURLToPath(new URL("scenarios/", import.meta.url));
const REPORTS = fileURLToPath(new URL("../../e2e-report/", import.meta.url));
const END = ".test.ts";

const scenarios = readdirSync(FOLDER)
  .filter((file) => file.endsWith(END))
  .map((file) => ({ file, words: file.slice(0, -END.length).split(".") }));
const known = new Set(scenarios.flatMap(({ words }) => words));
const given = process.argv.slice(2);
const flags = given.filter((it) => it.startsWith("-") && it !== "--clean");
const words = given.filter((it) => !it.startsWith("-"));

const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(2);
};
const unknown = words.flatMap((word) => word.split(",")).filter((word) => !known.has(word));
if (unknown.length > 0)
  fail(`${unknown.join(", ")}: no scenario has that in its name; there are ${[...known].join(", ")}`);
const chosen = scenarios.filter((it) => words.every((word) => word.split(",").some((one) => it.words.includes(one))));
if (chosen.length === 0) fail(`no scenario has all of: ${words.join(" ")}`);

const lacking = ["KUBECONFIG", "E2E_GIT_URL"].filter((name) => !process.env[name]);
if (lacking.length > 0) {
  fail(
    `${lacking.join(" and ")} not set: nothing can be installed anywhere.\n` +
      "KUBECONFIG names a cluster with Argo CD and Flux, E2E_GIT_URL a repository that both read (CONTRIBUTING.md says more).",
  );
}
// Two installations fit on a machine of two cores.
if (!flags.some((flag) => flag.startsWith("--maxWorkers"))) flags.push("--maxWorkers=2");

const begin = Date.now();
const { status } = spawnSync(
  "npx",
  ["vitest", "run", "--project", "e2e", ...chosen.map(({ file }) => `test/e2e/scenarios/${file}`), ...flags],
  {
    stdio: "inherit",
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    env: { ...process.env, ...(given.includes("--clean") ? { E2E_CLEAN: "1" } : {}) },
  },
);
if (existsSync(REPORTS))
  process.stdout.write(`\n${summarise(REPORTS, begin)}\n${REPORTS} has a report of each scenario.\n`);
process.exit(status ?? 3);
