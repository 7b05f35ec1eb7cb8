/** The flags of `waves`. */
import { type Command, Option } from "commander";

export interface WavesFlags {
  readonly output: readonly string[];
  readonly env: readonly string[];
  readonly engine?: "argocd" | "flux" | "helm";
  readonly out: string;
  readonly color: string;
}

const EXAMPLES = `
Examples:
  certctl-gitops waves                              every environment of the current folder
  certctl-gitops waves eu-1                         a cluster of the bundle, by each of its engines
  certctl-gitops waves out --env 'flux/*'           those of one engine
  certctl-gitops waves certctl-gitops.yaml          what gen would write for this fleet file
  certctl-gitops waves eu-1 -o mermaid=order.mmd    a flowchart
  helm template certctl ./chart | certctl-gitops waves - --engine argocd

Exit codes: 2 where there is nothing to order, or a part of the input could not be read.
`;

const listed = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** `fromEnv` gives an option its variable of the environment. */
export function wavesFlags(command: Command, fromEnv: (option: Option) => Option): Command {
  return command
    .argument(
      "[path...]",
      "clusters of the bundle, folders, fleet files, YAML files, - for standard input; without one the current folder",
    )
    .description("Show the order in which an engine applies objects, and what it waits for in between.")
    .addOption(
      new Option("-o, --output <format[=path]>", "text, mermaid, json or markdown; may be repeated")
        .argParser(listed)
        .default([], "text"),
    )
    .addOption(
      fromEnv(new Option("--env <glob>", "only environments with such a name, !glob for all but them; may be repeated"))
        .argParser(listed)
        .default([], "all"),
    )
    .addOption(
      fromEnv(
        new Option(
          "--engine <engine>",
          "who applies objects that no Application, Kustomization or HelmRelease hands over (default: as their annotations tell)",
        ).choices(["argocd", "flux", "helm"]),
      ),
    )
    .addOption(fromEnv(new Option("--out <folder>", "output folder of gen").default("out")))
    .addHelpText("after", EXAMPLES);
}
