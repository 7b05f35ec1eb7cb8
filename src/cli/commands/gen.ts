/** `gen`: resolve, build, plan, then write, or say what would be written. */
import { join, relative, resolve as resolvePath } from "node:path";
import { bundle } from "../../bundle/bundle.ts";
import { type NextSteps, nextSteps } from "../../bundle/next-steps.ts";
import { InputError } from "../../model/errors.ts";
import { withoutSecrets } from "../../redaction/said.ts";
import type { Colors } from "../../reports/colors.ts";
import { formatFinding } from "../../reports/finding-text.ts";
import { inert } from "../../reports/inert.ts";
import { count } from "../../reports/wording.ts";
import { apply, type Change } from "../../writer/apply.ts";
import { LOCK_NAME } from "../../writer/lock.ts";
import { checkOutputFolder } from "../../writer/output-folder.ts";
import { changes, conflictFindings, type PlanEntry } from "../../writer/plan.ts";
import { loadLock, prepare } from "../../writer/prepare.ts";
import { recover } from "../../writer/staging.ts";
import { colorsFor } from "../colors.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Io } from "../io.ts";
import { ownTree } from "../own-components.ts";
import { readSettings, type SettingOptions, type Settings } from "../settings.ts";
import { shellWord } from "../shell-word.ts";
import { VERSION } from "../version.ts";
import { foldClusters, notInFleet } from "../warnings.ts";
import { formatNextSteps } from "./gen-report.ts";

export interface GenOptions extends SettingOptions {
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly overwrite?: boolean;
}

export async function generate(profile: string | undefined, options: GenOptions, io: Io): Promise<ExitCode> {
  if (options.check === true && options.overwrite === true) throw bothFlags();
  const root = resolvePath(io.cwd, options.out);
  checkOutputFolder(options.out, io.cwd);
  const { restored } = recover(root);
  if (restored) io.stderr(`A run was interrupted: ${options.out} is back as it was before.\n`);
  const loaded = loadLock(root);
  const settings = await readSettings(profile, options, io, loaded?.lock.git, options.check !== true);
  const colors = colorsFor(io, "stderr", options.color);
  for (const warning of withoutSecrets(foldClusters([...settings.warnings, ...notInFleet(settings)])))
    io.stderr(formatFinding(warning, colors));
  const made = bundle(settings.environments, ownTree(settings, root));
  const scope = { removes: removable(settings), overwrite: options.overwrite === true };
  const next = { version: VERSION, ...(settings.git === undefined ? {} : { git: settings.git }) };
  const change = prepare(root, made.tree, loaded, next, scope);
  if (options.check === true) return check(change, options, io);
  const conflicts = conflictFindings(change.plan, options.out);
  if (options.dryRun === true) return dryRun(change, conflicts.length, options, io);
  if (conflicts.length > 0) {
    for (const conflict of conflicts) io.stderr(formatFinding(conflict, colors));
    io.stderr(`${count(conflicts.length, "conflict")}: nothing was written.\n`);
    return EXIT.found;
  }
  apply(change);
  const flags = repeatedFlags(profile, options, settings);
  report(
    change,
    made.clusters.map((rendered) => nextSteps(rendered)),
    settings,
    options,
    io,
    flags,
  );
  return EXIT.clean;
}

/** A run of the whole fleet removes what no cluster has any more; another one only what its own cluster has not. */
function removable(settings: Settings): boolean | ((path: string) => boolean) {
  if (settings.whole) return true;
  const folders = settings.environments.flatMap(({ name }) => [
    `clusters/${name}/`,
    `argocd/${name}/`,
    `flux/${name}/`,
  ]);
  return (path) => folders.some((folder) => path.startsWith(folder));
}

const SIGNS: Readonly<Record<PlanEntry["action"], string>> = {
  create: "+",
  update: "~",
  delete: "-",
  conflict: "!",
  unchanged: " ",
};

function line(entry: PlanEntry, out: string): string {
  const why = entry.why === undefined ? "" : `  (${entry.why})`;
  return `${SIGNS[entry.action]} ${inert(join(out, entry.path))}${inert(why)}\n`;
}

/** Conflicts are drift too: what is there is not what would be written. So is a folder without its lock. */
function check(change: Change, options: GenOptions, io: Io): ExitCode {
  const drift: PlanEntry[] = change.plan.entries.filter((entry) => entry.action !== "unchanged");
  if (change.lockBefore === undefined) drift.push({ path: LOCK_NAME, action: "create" });
  if (drift.length === 0) {
    io.stdout(`${options.out} is what gen would write.\n`);
    return EXIT.clean;
  }
  for (const entry of drift) io.stdout(line(entry, options.out));
  const byHand = drift.some((entry) => entry.action === "conflict");
  const then = byHand
    ? "Files were changed by hand (!): move what they say into the fleet file or a Component of your own, then run gen with --overwrite, and commit."
    : "Run the same command without --check, and commit.";
  const differ = `${count(drift.length, "file")} differ${drift.length === 1 ? "s" : ""}`;
  io.stderr(`${options.out} is not what gen would write: ${differ}. ${then}\n`);
  return EXIT.found;
}

function dryRun(change: Change, conflicts: number, options: GenOptions, io: Io): ExitCode {
  const entries = change.plan.entries.filter((entry) => entry.action !== "unchanged");
  for (const entry of entries) io.stdout(line(entry, options.out));
  io.stdout(`${summary(change)}; nothing was written.\n`);
  return conflicts === 0 ? EXIT.clean : EXIT.found;
}

function summary(change: Change): string {
  const of = (action: PlanEntry["action"]): number => change.plan.entries.filter((e) => e.action === action).length;
  const parts = [
    [of("create"), "to create"],
    [of("update"), "to update"],
    [of("delete"), "to delete"],
    [of("conflict"), "in conflict"],
    [of("unchanged"), "unchanged"],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return said.length === 0 ? "no files" : said.join(", ");
}

function report(
  change: Change,
  steps: readonly NextSteps[],
  settings: Settings,
  options: GenOptions,
  io: Io,
  flags: string,
): void {
  const done = changes(change.plan);
  const removed = removedClusters(done);
  const colors: Colors = colorsFor(io, "stdout", options.color);
  if (done.length === 0)
    io.stdout(`${options.out} is up to date: ${count(change.plan.entries.length, "file")}, nothing changed.\n`);
  else
    io.stdout(
      `Wrote ${options.out}: ${summary(change).replaceAll("to create", "created").replaceAll("to update", "updated").replaceAll("to delete", "deleted")}.\n`,
    );
  for (const name of removed) io.stdout(removedText(inert(name)));
  const again = handOverAgain(done, settings, options.out);
  if (again.length > 0)
    io.stdout(`\nChanged rights or destinations: apply again\n${again.map((c) => `  ${c}\n`).join("")}`);
  const out = relative(io.cwd, resolvePath(io.cwd, options.out)) || options.out;
  const files = [...(settings.fleet === undefined ? [] : [settings.fleet.path]), out];
  io.stdout(formatNextSteps(steps, { files, out, flags, colors }));
}

/** Nothing in Argo CD applies its own Application and AppProject: a change of them needs a hand. Flux applies its folder itself. */
function handOverAgain(done: readonly PlanEntry[], settings: Settings, out: string): string[] {
  const changed = new Set(
    done.filter((e) => e.action === "update" && e.path.startsWith("argocd/")).map((e) => e.path.split("/")[1]),
  );
  return settings.environments
    .filter(({ name }) => changed.has(name))
    .map(({ name }) => `kubectl apply -k ${join(out, "argocd", name)}`);
}

function removedText(name: string): string {
  return `Cluster ${name} is not in the fleet any more, and its files were deleted here. What runs there goes on until you delete
  with Argo CD  kubectl delete application certctl-${name}, then appproject certctl-${name}
  with Flux     kubectl delete kustomizations.kustomize.toolkit.fluxcd.io certctl-${name}\n`;
}

function removedClusters(done: readonly PlanEntry[]): string[] {
  const gone = done.filter((e) => e.action === "delete" && /^clusters\/[^/]+\/kustomization\.yaml$/.test(e.path));
  return gone.map((e) => e.path.split("/")[1] ?? "");
}

/** What `secrets` needs to be told again, since nothing else remembers it. */
function repeatedFlags(profile: string | undefined, options: GenOptions, settings: Settings): string {
  const [env] = settings.environments;
  const inFleet = ((settings.fleet?.layer.data.clusters ?? []) as { name: string }[]).some((c) => c.name === env?.name);
  const named =
    profile !== undefined && env !== undefined && !inFleet && env.name !== profile ? [`--profile ${profile}`] : [];
  const file = options.file === undefined ? [] : [`--file ${shellWord(options.file)}`];
  return [...file, ...named, ...options.set.map((set) => `--set ${shellWord(set)}`)].map((flag) => ` ${flag}`).join("");
}

function bothFlags(): InputError {
  const message = "--check writes nothing, and --overwrite is about writing";
  return new InputError([
    { rule: "usage", severity: "error", message, fix: "Leave one of the two out.", at: { path: "gen" } },
  ]);
}
