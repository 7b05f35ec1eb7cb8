/** The flags of `diff`. */
import { type Command, Option } from "commander";

export interface DiffFlags {
  readonly base?: string;
  readonly head?: string;
  readonly env: readonly string[];
  readonly output: readonly string[];
  readonly full?: boolean;
  readonly exitCode?: boolean;
  readonly diffExitCode?: string;
  readonly commentId?: string;
  readonly link?: string;
  readonly color: string;
}

const EXAMPLES = `
Examples:
  certctl-gitops diff                              what this branch and the changes on disk do, since it left the default branch
  certctl-gitops diff --base origin/main --head HEAD
  certctl-gitops diff ../main .                    two folders, without git
  certctl-gitops diff --env '*/prod-*' --env '!flux/*'
  certctl-gitops diff -o markdown=comment.md -o html=diff.html -o github

Without folders the merge-base with --base is compared, so that what others merged meanwhile is not shown. git only
reads: nothing is fetched, and nothing is written to the repository.
Exit codes: 0 it worked, whatever changed; 1 something changed, with --exit-code; 2 wrong input; 3 a part could not be
rendered on one of the sides, and nothing is said of it.
`;

const listed = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** `fromEnv` gives an option its variable of the environment. */
export function diffFlags(command: Command, fromEnv: (option: Option) => Option): Command {
  return command
    .argument(
      "[dir_a]",
      "the folder before; without it commits of the repository around the current folder are compared",
    )
    .argument("[dir_b]", "the folder after")
    .description(
      "Show what every cluster will get: rendered objects before and after, what is dangerous, and what moves.",
    )
    .addOption(
      fromEnv(
        new Option(
          "--base <ref>",
          "branch, tag or commit that the change goes to (default: the remote's default branch)",
        ),
      ),
    )
    .addOption(fromEnv(new Option("--head <ref>", "branch, tag or commit with the change (default: the working tree)")))
    .addOption(
      new Option("--env <glob>", "environments to look at, by name; !glob takes out; may be repeated")
        .argParser(listed)
        .default([], "all"),
    )
    .addOption(
      new Option("-o, --output <format[=path]>", "text, json, markdown, summary, html or github; may be repeated")
        .argParser(listed)
        .default([], "text"),
    )
    .addOption(
      fromEnv(
        new Option(
          "--full",
          "in text: whole objects that are added or removed, what follows from generated names, and all notes",
        ),
      ),
    )
    .addOption(fromEnv(new Option("--exit-code", "exit 1 where anything changed")))
    .addOption(fromEnv(new Option("--diff-exit-code <number>", "exit with this number where anything changed")))
    .addOption(fromEnv(new Option("--comment-id <id>", "tells the comment of this job from those of others")))
    .addOption(fromEnv(new Option("--link <url>", "where the whole report is, for what a comment has no room for")))
    .addHelpText("after", EXAMPLES);
}
