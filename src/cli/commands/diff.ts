/** `diff`: what a pull request really changes, in every environment. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { diffSides } from "../../diff/report.ts";
import type { DiffReport } from "../../model/difference.ts";
import { InputError, inputError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import { DIFF_FORMATS, diffRenderer } from "../../reports/diff/render.ts";
import type { DiffFlags } from "../diff/flags.ts";
import { lanesOfSides } from "../diff/lanes.ts";
import { openSides, type Sides } from "../diff/sides.ts";
import { EXIT } from "../exit.ts";
import { FLEET_FILE } from "../fleet-file.ts";
import type { Io } from "../io.ts";
import { Problems } from "../problems.ts";
import { reportTargets, writeReports } from "../reports.ts";
import { selectEnvironments } from "../select-environments.ts";

export async function diff(folders: readonly (string | undefined)[], flags: DiffFlags, io: Io): Promise<number> {
  const problems = new Problems(io.cwd);
  const targets = problems.collect(() => reportTargets(flags.output, DIFF_FORMATS, io.cwd));
  const changed = problems.collect(() => changedCode(flags));
  const opened = problems.collect(() => openSides(folders, flags, io));
  try {
    if (targets === undefined || changed === undefined || opened === undefined) throw problems.error();
    const sides = opened.read();
    const report = diffSides(sides.base, sides.head, selection(sides, flags.env));
    if (report.environments.length === 0) throw nothingToCompare(sides, report, io.cwd);
    const { commentId, link, full = false } = flags;
    const render = await diffRenderer(
      targets.map(({ format }) => format),
      () => ({ lanes: lanesOfSides(sides, report) }),
    );
    const rendering = { commentId, link, full, width: io.columns ?? WIDTH };
    await writeReports(targets, (format, colors) => render(format, report, { ...rendering, colors }), io, flags.color);
    return codeOf(report, changed);
  } finally {
    opened?.close();
  }
}

/** Where no terminal says how wide it is. */
const WIDTH = 100;

function codeOf({ verdict }: DiffReport, changed: number): number {
  if (verdict === "withheld") return EXIT.failure;
  return verdict === "none" ? EXIT.clean : changed;
}

/** 0 unless asked: a change is what a pull request is for. */
function changedCode({ exitCode, diffExitCode }: DiffFlags): number {
  if (diffExitCode === undefined) return exitCode === true ? EXIT.found : EXIT.clean;
  const code = /^\d{1,3}$/.test(diffExitCode) ? Number(diffExitCode) : Number.NaN;
  const isTaken: readonly number[] = [EXIT.input, EXIT.failure];
  if (code <= 255 && !isTaken.includes(code)) return code;
  const fix = "Write a number from 0 to 255, but not 2 or 3, which say that something is broken.";
  throw inputError("usage", `--diff-exit-code is ${JSON.stringify(diffExitCode)}`, fix, { path: "--diff-exit-code" });
}

function selection({ base, head }: Sides, globs: readonly string[]): (name: string) => boolean {
  if (globs.length === 0) return () => true;
  const named = [base, head].flatMap(({ environments, incomplete }) => [...environments, ...incomplete]);
  const unique = [...new Map(named.map((environment) => [environment.name, environment])).values()];
  const selected = new Set(selectEnvironments(unique, globs).map(({ name }) => name));
  return (name) => selected.has(name);
}

/** A gate that looked at nothing must not open. */
function nothingToCompare({ base, head }: Sides, { notes }: DiffReport, cwd: string): InputError {
  const said: readonly Finding[] = [...head.problems, ...base.problems];
  if (said.length > 0) return new InputError(said);
  const message = `no environment was found in ${base.name.label}, nor in ${head.name.label}`;
  // In a repository, it may lie in the folder of it that the program is started in.
  const isHere = base.name.commit !== undefined && existsSync(resolve(cwd, FLEET_FILE));
  const hasFleet = isHere || [base, head].some(({ files }) => files.has(FLEET_FILE));
  const fix = hasFleet
    ? `Run \`certctl-gitops gen\` on both sides first: ${FLEET_FILE} has no objects in it, and what it writes has.`
    : "Compare folders or commits with kustomizations or manifests in them.";
  return new InputError([...notes, { rule: "no-object", severity: "error", message, fix, at: {} }]);
}
