/** The flags of `validate`. */
import { type Command, Option } from "commander";

export interface ValidateFlags {
  readonly output: readonly string[];
  readonly failOn: FailOn;
  readonly strict?: boolean;
  readonly schemasOnly?: boolean;
  readonly crds: readonly string[];
  readonly kubernetesVersion: string;
  readonly nodes?: string;
  readonly out: string;
  readonly color: string;
}

export const FAIL_ON = ["error", "warning", "info", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];

const EXAMPLES = `
Examples:
  certctl-gitops validate                                  every environment of the current folder
  certctl-gitops validate out/clusters/ha                  one kustomization
  certctl-gitops validate certctl-gitops.yaml              what gen would write for this fleet file
  helm template certctl ./chart | certctl-gitops validate -
  certctl-gitops validate out -o text -o sarif=certctl.sarif
  certctl-gitops explain ha-rate-limit-backend             why a rule is there, and the fix

A rule is switched off for an object by the annotation ignore.certctl-gitops/<rule> with a reason, and counted.
Exit codes: 1 where a finding is as severe as --fail-on, 2 where there is nothing to check or a part of the input
could not be read.
`;

const listed = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** `fromEnv` gives an option its variable of the environment. */
export function validateFlags(command: Command, fromEnv: (option: Option) => Option): Command {
  return command
    .argument(
      "[path...]",
      "folders (bundles, kustomizations, repositories), fleet files, YAML files, - for standard input; without one the current folder",
    )
    .description("Check rendered objects: schemas, what certctl needs, and the order in which an engine applies them.")
    .addOption(
      new Option("-o, --output <format[=path]>", "text, json, sarif, junit or github; may be repeated")
        .argParser(listed)
        .default([], "text"),
    )
    .addOption(
      fromEnv(new Option("--fail-on <severity>", "exit 1 from this severity on").choices(FAIL_ON).default("error")),
    )
    .addOption(fromEnv(new Option("--strict", "a kind without a schema is an error")))
    .addOption(fromEnv(new Option("--schemas-only", "only what the schemas of kinds say, as other schema checkers do")))
    .addOption(
      new Option("--crds <path>", "a folder or file with CustomResourceDefinitions; may be repeated")
        .argParser(listed)
        .default([], "none"),
    )
    .addOption(
      fromEnv(
        new Option("--kubernetes-version <version>", "the cluster's, by which API versions are judged").default("1.34"),
      ),
    )
    .addOption(
      fromEnv(new Option("--nodes <number>", "how many nodes the cluster has: whether a rollout can finish on them")),
    )
    .addOption(fromEnv(new Option("--out <folder>", "output folder of gen, for a fleet file").default("out")))
    .addHelpText("after", EXAMPLES);
}
