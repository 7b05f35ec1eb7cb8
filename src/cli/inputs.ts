/** From the arguments of `validate` and others to environments: folders and files of the disk, fleet files, standard input. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { bundle } from "../bundle/bundle.ts";
import { type Found, findEnvironments, readStream } from "../environments/environments.ts";
import { diskSource } from "../files/disk-source.ts";
import { repositoryRoot } from "../files/git.ts";
import { treeSource } from "../kustomize/build.ts";
import type { AppliedEnvironment } from "../model/applied.ts";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { TreeFile } from "../model/tree.ts";
import { LOCK_NAME } from "../writer/lock.ts";
import { loadLock } from "../writer/prepare.ts";
import type { Io } from "./io.ts";
import { ownTree } from "./own-components.ts";
import { placedEnvironment } from "./placed-environment.ts";
import { marked, markedPath, shownFinding, shownText } from "./places.ts";
import { readSettings } from "./settings.ts";
import { foldClusters } from "./warnings.ts";

export interface Inputs {
  readonly environments: readonly AppliedEnvironment[];
  /** What is wrong with the input: a part of it was not looked at, or not wholly. */
  readonly problems: readonly Finding[];
  /** What was not looked at though nothing is wrong with it, and what the settings of a fleet file warn of. */
  readonly notes: readonly Finding[];
}

export interface InputFlags {
  /** Output folder of `gen`. */
  readonly out: string;
  readonly color: string;
}

const STREAM = "-";

export async function readInputs(named: readonly string[], flags: InputFlags, io: Io): Promise<Inputs> {
  const paths = named.length === 0 ? ["."] : named;
  const fleets = paths.filter((path) => path !== STREAM && isFleetFile(resolve(io.cwd, path)));
  const rest = paths.filter((path) => path !== STREAM && !fleets.includes(path));
  // An empty one is a variable of a script that is not set, and not the current folder.
  const others = rest.filter((path) => path !== "" && existsSync(resolve(io.cwd, path)));
  const missing = rest.filter((path) => !others.includes(path)).map(noSuchFile);
  const parts: Inputs[] = [{ environments: [], problems: missing, notes: [] }];
  for (const path of fleets) parts.push(await fleetInputs(path, flags, io).catch(problemsOf));
  if (others.length > 0) parts.push(diskInputs(others, io));
  if (paths.includes(STREAM)) parts.push(inputsOf(readStream(await io.stdin())));
  return {
    environments: parts.flatMap(({ environments }) => environments),
    problems: parts.flatMap(({ problems }) => problems),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** A fleet file that is wrong stops nothing else. */
function problemsOf(thrown: unknown): Inputs {
  if (!(thrown instanceof InputError)) throw thrown;
  return { environments: [], problems: thrown.findings, notes: [] };
}

function noSuchFile(path: string): Finding {
  const message = path === "" ? "a path is empty" : `there is no file or folder ${path}`;
  return { rule: "no-such-file", severity: "error", message, fix: "Correct the path.", at: { path } };
}

/** Told by the kind that it names, not by its name; only so much of it is read as is needed for that. */
function isFleetFile(path: string): boolean {
  if (!/\.ya?ml$/i.test(path) || !existsSync(path) || !statSync(path).isFile()) return false;
  if (statSync(path).size > 4 * 1024 * 1024) return false;
  const text = readFileSync(path, "utf8");
  if (/^apiVersion:\s*["']?certctl-gitops\//m.test(text)) return true;
  // Without its first line it is still no manifest: what is missing is then told of a fleet file.
  return /^kind:\s*["']?Fleet\b/m.test(text) && !/^apiVersion:/m.test(text);
}

function inputsOf({ environments, incomplete, problems, notes }: Found): Inputs {
  const readable = incomplete.filter(({ resources }) => resources.length > 0);
  return { environments: [...environments, ...readable], problems, notes };
}

function diskInputs(paths: readonly string[], io: Io): Inputs {
  const repository = repositoryRoot(io.cwd) ?? io.cwd;
  const found = findEnvironments(
    marked(diskSource()),
    paths.map((path) => markedPath(resolve(io.cwd, path))),
    { repository: markedPath(repository) },
  );
  return shown(inputsOf(found), io.cwd);
}

/** The bundle that `gen` would write, in memory: its files stand where `gen` would put them. */
async function fleetInputs(file: string, flags: InputFlags, io: Io): Promise<Inputs> {
  const out = resolve(io.cwd, flags.out);
  const named = { file, set: [], out: flags.out, color: flags.color };
  const settings = await readSettings(undefined, named, io, loadLock(out)?.lock.git, false);
  const own = ownTree(settings, out);
  const folder = settings.environments[0]?.git.path ?? "";
  const { tree } = bundle(settings.environments, own);
  const files = new Map<string, TreeFile>();
  const inRepository = (...path: string[]): string => markedPath(resolve(settings.repository, ...path));
  for (const [path, written] of own) files.set(inRepository(path), written);
  for (const [path, written] of tree) files.set(inRepository(folder, path), written);
  files.set(inRepository(folder, LOCK_NAME), { text: "" });
  const options = { repository: inRepository() };
  const found = shown(inputsOf(findEnvironments(treeSource(files), [inRepository(folder)], options)), io.cwd);
  return { ...found, notes: [...foldClusters(settings.warnings), ...found.notes] };
}

/** Places as a person in `cwd` sees them; the objects' own are worked out when they are asked. */
function shown({ environments, problems, notes }: Inputs, cwd: string): Inputs {
  const text = (one: string): string => shownText(one, cwd);
  return {
    environments: environments.map((environment) => ({
      ...placedEnvironment(environment, text),
      name: text(environment.name),
      ...(environment.bundle === undefined ? {} : { bundle: text(environment.bundle) }),
    })),
    problems: problems.map((finding) => shownFinding(finding, cwd)),
    notes: notes.map((finding) => shownFinding(finding, cwd)),
  };
}
