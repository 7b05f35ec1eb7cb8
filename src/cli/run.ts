/** The command line as a function: arguments and the outside in, an exit code out. */
import { Command, CommanderError, Option } from "commander";
import { FailureError, InputError } from "../model/errors.ts";
import { formatFinding } from "../reports/finding-text.ts";
import { inert } from "../reports/inert.ts";
import { count } from "../reports/wording.ts";
import { buildFlags, refuseFlags } from "./build/flags.ts";
import { colorsFor } from "./colors.ts";
import { diffFlags } from "./diff/flags.ts";
import { EXIT, EXIT_HELP, type ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";
import { validateFlags } from "./validate/flags.ts";
import { VERSION } from "./version.ts";
import { wavesFlags } from "./waves/flags.ts";

/** Never throws: whatever happens is said on stderr. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.clean;
  const program = newProgram(io);
  let ending = WRITES;
  program.hook("preAction", (_program, command) => {
    ending = ENDINGS[command.name()] ?? WRITES;
  });
  try {
    addCommands(program, io, (result) => {
      code = result;
    });
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return await failed(error, { io, ending, color: String(program.opts().color ?? "auto") });
  }
}

/** What a command did not do when its input is wrong. */
const WRITES = "nothing was written";
const ENDINGS: Readonly<Record<string, string>> = {
  validate: "nothing was checked",
  diff: "nothing was compared",
  waves: "nothing to order",
  explain: "nothing to explain",
};

interface Failing {
  readonly io: Io;
  readonly color: string;
  readonly ending: string;
}

async function failed(error: unknown, failing: Failing): Promise<ExitCode> {
  const { io, color, ending } = failing;
  const colors = colorsFor(io, "stderr", color);
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.input;
  if (error instanceof AggregateError) {
    const codes: ExitCode[] = [];
    for (const one of error.errors) codes.push(await failed(one, failing));
    return codes.includes(EXIT.failure) ? EXIT.failure : EXIT.input;
  }
  const { messageWithoutSecrets, withoutSecrets } = await import("../redaction/said.ts");
  if (error instanceof InputError) {
    for (const finding of withoutSecrets(error.findings)) io.stderr(formatFinding(finding, colors));
    const errors = error.findings.filter((f) => f.severity === "error").length;
    io.stderr(`${count(errors, "problem")}: ${ending}.\n`);
    return EXIT.input;
  }
  if (error instanceof FailureError) {
    io.stderr(`${colors.red("error")}: ${inert(messageWithoutSecrets(error.message))}\n  fix  ${inert(error.fix)}\n`);
    return EXIT.failure;
  }
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr(`${messageWithoutSecrets(said)}\n`);
  io.stderr("This is a bug of certctl-gitops. Please report it with the lines above and the command.\n");
  return EXIT.failure;
}

function newProgram(io: Io): Command {
  return new Command("certctl-gitops")
    .description("Writes a certctl bundle that Argo CD or Flux can apply, and keeps it coherent.")
    .version(VERSION, "-V, --version")
    .addOption(fromEnv(new Option("--color <when>", "colours").choices(["auto", "always", "never"]).default("auto")))
    .addHelpText("after", `\n${EXIT_HELP}\n`)
    .showHelpAfterError("(certctl-gitops --help lists commands and flags)")
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: (text) => io.stderr(inert(text)),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

/** Throws an InputError where a variable of the environment is wrong. */
function addCommands(program: Command, io: Io, finish: (code: number) => void): void {
  for (const add of [gen, build, validate, diff, waves, secrets, explain, schema]) add(program, io, finish);
  for (const command of program.commands) {
    command.showHelpAfterError(`(certctl-gitops ${command.name()} --help lists its flags)`);
  }
  applyEnvironment(program, io);
}

type AddCommand = (program: Command, io: Io, finish: (code: number) => void) => void;

const gen: AddCommand = (program, io, finish) => {
  settingFlags(program.command("gen"))
    .argument("[profile]", "dev, single-node or ha; without it every cluster of the fleet file")
    .description("Write the bundle: one cluster of a profile, or every cluster of the fleet file.")
    .addOption(fromEnv(new Option("-o, --out <folder>", "output folder").default("out")))
    .addOption(fromEnv(new Option("--dry-run", "show what would be written, and write nothing")))
    .addOption(fromEnv(new Option("--check", "exit 1 where the folder differs from what would be written")))
    .addOption(fromEnv(new Option("--overwrite", "write over files that were changed by hand")))
    .action(async (profile, options) => {
      const { generate } = await import("./commands/gen.ts");
      finish(await generate(profile, { ...program.opts(), ...options }, io));
    });
};

const build: AddCommand = (program, io, finish) => {
  buildFlags(program.command("build")).action(async (folders, options, command) => {
    refuseFlags(command);
    const { buildFolders } = await import("./commands/build.ts");
    finish(await buildFolders(folders, { ...program.opts(), ...options }, io));
  });
};

const secrets: AddCommand = (program, io, finish) => {
  settingFlags(program.command("secrets"))
    .argument("[cluster]", "the cluster; without a fleet file its profile, or its name with --profile")
    .description("Make the Secrets that a cluster needs, for a pipe into kubectl, sops or kubeseal. Never to a file.")
    .addOption(fromEnv(new Option("-o, --out <folder>", "output folder of gen").default("out")))
    .addOption(fromEnv(new Option("--profile <name>", "the profile of a cluster that no fleet file names")))
    .addOption(new Option("--list", "name the Secrets and who reads them, and make none"))
    .addOption(
      new Option("--only <names>", "make these only, separated by commas").argParser((text) => text.split(",")),
    )
    .addOption(new Option("--no-namespace", "leave the Namespaces out"))
    .addOption(new Option("--rotate <what>", "give a Secret a new value; needs --from"))
    .addOption(new Option("--from <file>", "present Secrets (kubectl get secret -o yaml); - is standard input"))
    .action(async (cluster, options) => {
      const { makeOrList } = await import("./commands/secrets.ts");
      finish(await makeOrList(cluster, { ...program.opts(), ...options }, io));
    });
};

const validate: AddCommand = (program, io, finish) => {
  validateFlags(program.command("validate"), fromEnv).action(async (paths, options) => {
    const { validate: check } = await import("./commands/validate.ts");
    finish(await check(paths, { ...program.opts(), ...options }, io));
  });
};

const diff: AddCommand = (program, io, finish) => {
  diffFlags(program.command("diff"), fromEnv).action(async (before, after, options) => {
    const { diff: compare } = await import("./commands/diff.ts");
    finish(await compare([before, after], { ...program.opts(), ...options }, io));
  });
};

const waves: AddCommand = (program, io, finish) => {
  wavesFlags(program.command("waves"), fromEnv).action(async (paths, options) => {
    const { waves: order } = await import("./commands/waves.ts");
    finish(await order(paths, { ...program.opts(), ...options }, io));
  });
};

const explain: AddCommand = (program, io, finish) => {
  program
    .command("explain")
    .argument("[rule]", "a rule, as a finding names it; without one all rules are listed")
    .description("Say why a rule is there, what happens on a cluster where it is broken, and how to fix it.")
    .action(async (rule) => {
      const { explain: tell } = await import("./commands/explain.ts");
      finish(tell(rule, String(program.opts().color), io));
    });
};

const schema: AddCommand = (program, io, finish) => {
  program
    .command("schema")
    .description("Print the JSON Schema of the fleet file, for editors.")
    .action(async () => {
      const { SCHEMA } = await import("../fleet/schema.ts");
      io.stdout(`${JSON.stringify(SCHEMA, null, 2)}\n`);
      finish(EXIT.clean);
    });
};

/** What every command that resolves an environment takes. */
function settingFlags(command: Command): Command {
  return command
    .addOption(fromEnv(new Option("-f, --file <file>", "fleet file (default: certctl-gitops.yaml, where it is there)")))
    .addOption(fromEnv(new Option("--cluster <name>", "name of the cluster (default: like the profile)")))
    .addOption(fromEnv(new Option("--engine <engine>", "engine").choices(["argocd", "flux", "both"])))
    .addOption(fromEnv(new Option("--git-url <url>", "URL at which the engines find the repository")))
    .addOption(fromEnv(new Option("--git-revision <name>", "branch, tag or commit that they apply")))
    .addOption(fromEnv(new Option("--git-path <path>", "path of the output folder in the repository")))
    .addOption(
      fromEnv(new Option("--set <path=value>", "one setting of the fleet file's clusters; may be repeated"))
        .argParser((text: string, before: string[]) => [...before, ...text.split("\n").filter((line) => line !== "")])
        .default([], "none"),
    );
}

/** `--git-url` is also CERTCTL_GITOPS_GIT_URL. */
function fromEnv(option: Option): Option {
  return option.env(`CERTCTL_GITOPS_${option.name().replaceAll("-", "_").toUpperCase()}`);
}

/** commander reads the process; this program reads what it was given. */
function applyEnvironment(command: Command, io: Io): void {
  for (const option of command.options) {
    const variable = option.envVar;
    if (variable === undefined) continue;
    const value = io.env[variable];
    delete option.envVar;
    if (value === undefined || value === "") continue;
    setFromEnvironment(command, option, value, variable);
  }
  for (const sub of command.commands) applyEnvironment(sub, io);
}

function setFromEnvironment(command: Command, option: Option, text: string, variable: string): void {
  const key = option.attributeName();
  if (!option.required && !option.optional) {
    if (text === "true" || text === "1") command.setOptionValueWithSource(key, true, "env");
    else if (text !== "false" && text !== "0") throw wrongVariable(variable, text, "true or false");
    return;
  }
  if (option.argChoices !== undefined && !option.argChoices.includes(text)) {
    throw wrongVariable(variable, text, option.argChoices.join(", "));
  }
  const value = option.parseArg === undefined ? text : option.parseArg(text, option.defaultValue as never);
  command.setOptionValueWithSource(key, value, "env");
}

function wrongVariable(variable: string, text: string, allowed: string): InputError {
  const message = `${variable} is ${JSON.stringify(text)}`;
  return new InputError([
    { rule: "environment", severity: "error", message, fix: `It can be ${allowed}.`, at: { path: variable } },
  ]);
}
