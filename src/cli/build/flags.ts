/** The flags of `build`: those of kustomize's that work here, and those that are refused by name. */
import { type Command, Option } from "commander";
import { InputError } from "../../model/errors.ts";

export interface BuildFlags {
  readonly output?: string;
  readonly loadRestrictor: "LoadRestrictionsRootOnly" | "LoadRestrictionsNone";
  readonly enableManagedbyLabel?: boolean;
  readonly provenance?: boolean;
  readonly color: string;
}

const EXAMPLES = `
Examples:
  certctl-gitops build                                     the current folder, to standard output
  certctl-gitops build out/clusters/ha -o ha.yaml          to a file
  certctl-gitops build out/clusters/ha -o manifests        one file per object, where that folder is there
  certctl-gitops build out/clusters/* -o manifests         one file per cluster: manifests/ha.yaml, ...
  certctl-gitops build out/clusters/ha | kubectl diff -f -
  certctl-gitops build out/clusters/ha --provenance | grep replicas
`;

export function buildFlags(command: Command): Command {
  command
    .argument("[folder...]", "folders that hold a kustomization; without one the current folder")
    .description(
      "Print what kustomize build prints, for one Kustomization or for many at once. It runs no program and no network.",
    )
    .addOption(
      new Option(
        "-o, --output <path>",
        "a file; with one folder and a path that is a folder, one file per object in it; with several, a folder for one file each",
      ).argParser(withoutEquals),
    )
    .addOption(
      new Option("--load-restrictor <which>", "whether files outside of a kustomization's folder may be read")
        .choices(["LoadRestrictionsRootOnly", "LoadRestrictionsNone"])
        .default("LoadRestrictionsRootOnly"),
    )
    .addOption(new Option("--enable-managedby-label", "add the label app.kubernetes.io/managed-by"))
    .addOption(new Option("--provenance", "in place of the objects, the file and line that set each of their fields"))
    .addHelpText("after", EXAMPLES);
  for (const { flag } of REFUSED) command.addOption(new Option(flag).hideHelp());
  return command;
}

/** kustomize reads `-o=x` as `-o x`. */
function withoutEquals(text: string): string {
  return text.replace(/^=/, "");
}

interface Refused {
  readonly flag: string;
  readonly why: string;
  readonly fix: string;
}

const CHARTS = {
  why: "charts are not rendered here: kustomize runs the program helm for it",
  fix: "Write what `helm template` prints to a file, and list that file under resources.",
};
const FUNCTIONS = {
  why: "functions are not run here: they are containers and programs, which may do anything",
  fix: "Leave it out; express what the function does with patches, replacements or a generated file.",
};
const REORDER = {
  why: "it is deprecated in kustomize and not built in here",
  fix: "Write sortOptions: {order: fifo} (for none) or {order: legacy} in the kustomization.",
};

/** Flags of `kustomize build` 5.8.1, and of older versions that are still in scripts. */
const REFUSED: readonly Refused[] = [
  {
    flag: "--enable-alpha-plugins",
    why: "plugins are not run here: they are programs, which may do anything",
    fix: "Leave it out; express what the plugin does with patches, replacements or a generated file.",
  },
  { flag: "--enable-exec", ...FUNCTIONS },
  { flag: "--enable-star", ...FUNCTIONS },
  { flag: "-e, --env <variable>", ...FUNCTIONS },
  { flag: "--mount <option>", ...FUNCTIONS },
  { flag: "--network", ...FUNCTIONS },
  { flag: "--network-name <name>", ...FUNCTIONS },
  { flag: "--as-current-user", ...FUNCTIONS },
  { flag: "--enable-helm", ...CHARTS },
  { flag: "--helm-command <program>", ...CHARTS },
  { flag: "--helm-api-versions <version>", ...CHARTS },
  { flag: "--helm-kube-version <version>", ...CHARTS },
  { flag: "--helm-debug", ...CHARTS },
  { flag: "--reorder <order>", ...REORDER },
  {
    flag: "--stack-trace",
    why: "an error here names the file, the line and the fix, and has no stack",
    fix: "Leave it out.",
  },
];

/** Throws an InputError that names every refused flag of the command line. */
export function refuseFlags(command: Command): void {
  const given = REFUSED.map((refused) => ({ ...refused, option: new Option(refused.flag) })).filter(
    ({ option }) => command.getOptionValueSource(option.attributeName()) !== undefined,
  );
  if (given.length === 0) return;
  throw new InputError(
    given.map(({ option, why, fix }) => {
      const path = option.long ?? option.flags;
      return { rule: "build-flag", severity: "error", message: `${path}: ${why}`, fix, at: { path } };
    }),
  );
}
