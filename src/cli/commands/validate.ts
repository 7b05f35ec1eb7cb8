/** `validate`: schemas, certctl's own rules and the order of application, for whatever an engine would apply. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { FLEET_RULES } from "../../fleet/rules/index.ts";
import { kubernetesVersion } from "../../k8s/api-versions.ts";
import { InputError } from "../../model/errors.ts";
import type { Finding, Severity } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import { withoutSecrets } from "../../redaction/said.ts";
import type { Colors } from "../../reports/colors.ts";
import { FORMATS, type Format, render } from "../../reports/render.ts";
import { summaryLine } from "../../reports/summary.ts";
import { INPUT_RULES } from "../../rules/input.ts";
import { RULES } from "../../rules/registry.ts";
import { type RunOptions, runRules } from "../../rules/run.ts";
import { colorsFor } from "../colors.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { FLEET_FILE } from "../fleet-file.ts";
import { foldInput } from "../fold-input.ts";
import { readInputs } from "../inputs.ts";
import type { Io } from "../io.ts";
import { Problems } from "../problems.ts";
import { reportTargets, writeReports } from "../reports.ts";
import { addDefinitions } from "../validate/definitions.ts";
import type { FailOn, ValidateFlags } from "../validate/flags.ts";
import { reportFor } from "../validate/from-repository.ts";
import { shippedSchemas } from "../validate/shipped-schemas.ts";
import { VERSION } from "../version.ts";

export async function validate(paths: readonly string[], flags: ValidateFlags, io: Io): Promise<ExitCode> {
  const problems = new Problems(io.cwd);
  const targets = problems.collect(() => reportTargets(flags.output, FORMATS, io.cwd));
  const options = problems.collect(() => optionsOf(flags, io));
  if (targets === undefined || options === undefined) throw problems.error();
  const { environments, problems: said, notes } = await readInputs(paths, flags, io);
  const wrong = said.filter(({ rule }) => !CHECKED_INPUT.has(rule));
  if (environments.length === 0 && said.length > 0) throw new InputError(said);
  const input = foldInput(said, notes);
  if (said.length === 0 && environments.every(({ resources }) => resources.length === 0)) {
    throw new InputError([...input, nothingToCheck(paths, io.cwd)]);
  }
  const report = withoutSecrets(
    runRules(
      environments,
      options,
      input.map((finding) => ({ finding })),
    ),
  );
  const failing = FAILING[flags.failOn];
  const rendering = { rules: RULES, version: VERSION, failing };
  const make = (format: Format, colors: Colors): string =>
    render(format, reportFor(format, report, io.cwd), { ...rendering, colors });
  await writeReports(targets, make, io, flags.color);
  const code = codeOf(report, failing, wrong);
  // A run that fails says so where people look, though all its reports went to files.
  if (code !== EXIT.clean && targets.every(({ target }) => target.kind === "file")) {
    io.stderr(`${summaryLine(report, colorsFor(io, "stderr", flags.color))}\n`);
  }
  return code;
}

function codeOf({ findings }: Report, failing: readonly Severity[], wrong: readonly Finding[]): ExitCode {
  if (wrong.length > 0) return EXIT.input;
  return findings.some(({ severity }) => failing.includes(severity)) ? EXIT.found : EXIT.clean;
}

/** What is said of the input and could be looked at all the same. */
const CHECKED_INPUT: ReadonlySet<string> = new Set(INPUT_RULES.map(({ name }) => name));

/** A gate that looked at nothing must not open. */
function nothingToCheck(paths: readonly string[], cwd: string): Finding {
  const where = paths.length === 0 ? "the current folder" : paths.join(", ");
  const message = `no Kubernetes object to check was found in ${where}`;
  const fix = existsSync(resolve(cwd, FLEET_FILE))
    ? `Run \`certctl-gitops gen\` first, or look at what it would write: \`certctl-gitops validate ${FLEET_FILE}\`.`
    : "Name a folder or a file with manifests, or pipe them in: `... | certctl-gitops validate -`.";
  return { rule: "no-object", severity: "error", message, fix, at: {} };
}

const FAILING: Readonly<Record<FailOn, readonly Severity[]>> = {
  error: ["error"],
  warning: ["error", "warning"],
  info: ["error", "warning", "info"],
  never: [],
};

function optionsOf(flags: ValidateFlags, io: Io): RunOptions {
  const wrong: Finding[] = [];
  const refuse = (flag: string, value: string, fix: string): void => {
    wrong.push({
      rule: "usage",
      severity: "error",
      message: `${flag} is ${JSON.stringify(value)}`,
      fix,
      at: { path: flag },
    });
  };
  const kubernetes = kubernetesVersion(flags.kubernetesVersion);
  if (kubernetes === undefined) refuse("--kubernetes-version", flags.kubernetesVersion, "Write it as 1.34.");
  const nodes = flags.nodes === undefined ? undefined : Number(flags.nodes);
  if (nodes !== undefined && !(Number.isInteger(nodes) && nodes > 0)) {
    refuse("--nodes", flags.nodes ?? "", "Write a whole number above 0.");
  }
  if (kubernetes === undefined || wrong.length > 0) throw new InputError(wrong);
  const schemas = shippedSchemas(io.packageFolder);
  addDefinitions(schemas, flags.crds, io.cwd);
  return {
    kubernetes,
    nodes,
    ruleNames: SWITCHED_OFF_BY_NAME,
    strict: flags.strict === true,
    schemasOnly: flags.schemasOnly === true,
    schemas,
  };
}

/** What is wrong with the input is no matter of one object; `accept` of a fleet file writes names of its own rules. */
const SWITCHED_OFF_BY_NAME: readonly string[] = [
  ...RULES.filter((rule) => !INPUT_RULES.includes(rule)),
  ...FLEET_RULES.filter(({ acceptable }) => acceptable),
].map(({ name }) => name);
