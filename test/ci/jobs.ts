/** Runs the steps of a job as its file says them, in bash: what a runner would do around them is done here. */
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export interface Ran {
  readonly code: number;
  /** What the steps wrote, both streams. */
  readonly log: string;
}

type Env = Readonly<Record<string, string>>;

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Env;
  readonly if?: string;
  readonly run?: string;
}

interface Workflow {
  readonly env: Env;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

export interface Runner {
  readonly repository: string;
  readonly temporary: string;
  readonly env: Env;
}

/** `expressions` are the values of what stands in `${{ }}`: one that is missing is an error. */
export async function runWorkflow(file: string, runner: Runner, expressions: Env, env: Env): Promise<Ran> {
  const workflow = parse(readFileSync(file, "utf8")) as Workflow;
  const [job] = Object.values(workflow.jobs);
  const files = { GITHUB_ENV: join(runner.temporary, "env"), GITHUB_STEP_SUMMARY: join(runner.temporary, "summary") };
  for (const path of Object.values(files)) writeFileSync(path, "");
  let log = "";
  let failed = 0;
  for (const step of job?.steps ?? []) {
    if (step.run === undefined || !isDue(step, failed !== 0, runner.repository)) continue;
    const own = Object.fromEntries(
      Object.entries({ ...workflow.env, ...step.env }).map(([key, value]) => [key, filled(value, expressions)]),
    );
    const all = {
      ...own,
      RUNNER_TEMP: runner.temporary,
      ...files,
      ...runner.env,
      ...written(files.GITHUB_ENV),
      ...env,
    };
    // As GitHub starts `run` where no shell is named.
    const ran = await bash(["-e"], step.run, runner.repository, all);
    log += ran.log;
    if (ran.code !== 0 && failed === 0) failed = ran.code;
  }
  return { code: failed, log };
}

function isDue({ if: condition }: Step, hasFailed: boolean, repository: string): boolean {
  if (condition === undefined) return !hasFailed;
  if (condition === "${{ always() }}") return true;
  const file = /^\$\{\{ hashFiles\('([^']+)'\) != '' \}\}$/.exec(condition)?.[1];
  if (file === undefined) throw new Error(`this runner does not know the condition ${condition}`);
  return !hasFailed && existsSync(join(repository, file));
}

function filled(text: string, expressions: Env): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, name: string) => {
    const value = expressions[name];
    if (value === undefined) throw new Error(`this runner does not know the expression ${name}`);
    return value;
  });
}

function written(file: string): Env {
  const lines = readFileSync(file, "utf8").split("\n");
  return Object.fromEntries(lines.filter((line) => line.includes("=")).map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

interface GitLabJob {
  readonly variables: Env;
  readonly script: readonly string[];
}

/** One shell runs all lines, and stops at the first that fails, as GitLab's runner does. */
export function runGitLabJob(file: string, { repository, env }: Runner, own: Env): Promise<Ran> {
  const [job] = Object.values(parse(readFileSync(file, "utf8")) as Record<string, GitLabJob>);
  if (job === undefined) throw new Error(`${file} has no job`);
  return bash(["-eo", "pipefail"], job.script.join("\n"), repository, { ...job.variables, ...env, ...own });
}

function bash(flags: readonly string[], script: string, cwd: string, env: Env): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn("bash", [...flags, "-c", script], { cwd, env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (log += String(chunk)));
    child.on("error", fail);
    child.on("close", (code) => done({ code: code ?? -1, log }));
  });
}

/** A folder that is there. */
export function folder(...parts: readonly string[]): string {
  const path = join(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

export function append(file: string, text: string): void {
  appendFileSync(file, text);
}
