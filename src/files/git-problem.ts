/** What git says when it gives up, as the error that a person reads: the cause, and the setting to change. */
import { FailureError, inputError } from "../model/errors.ts";

interface Known {
  readonly said: RegExp;
  readonly rule: string;
  readonly message: (match: RegExpExecArray) => string;
  readonly fix: (match: RegExpExecArray) => string;
}

/** What brings the contents that a partial clone left out: clone(1), fetch(1), and the inputs of actions/checkout v4. */
export const WHOLE_CLONE =
  "Check out without a filter (actions/checkout: drop `filter` and `sparse-checkout`, which sets one), or run `git fetch --refetch --no-filter` before.";

/** How a CI job gets commits that its clone left out. */
export const WHOLE_HISTORY =
  "Fetch the whole history: `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in a GitLab job, `git fetch --unshallow` elsewhere.";

const KNOWN: readonly Known[] = [
  {
    said: /detected dubious ownership in repository at '(.*)'/,
    rule: "git-owner",
    message: ([, folder]) =>
      `git refuses to read ${folder}: detected dubious ownership, the folder belongs to another user than the one who runs this`,
    fix: ([, folder]) =>
      `Give the folder to that user, or trust it: \`git config --global --add safe.directory ${folder}\`.`,
  },
  {
    said: /not a git repository(?: \(or any[^:]*\))?: (.*)|not a git repository/,
    rule: "git-repository",
    message: () => "this folder is in no git repository, so there are no commits to compare",
    fix: () => "Run it inside of a repository, or name two folders: `diff DIR_A DIR_B`.",
  },
  {
    said: /must be run in a work tree/,
    rule: "git-repository",
    message: () => "this is a bare repository or the inside of `.git`: it has no working tree",
    fix: () => "Run it in a checkout (`git worktree add` makes one).",
  },
  {
    said: /cannot change to '(.*)': (.*)/,
    rule: "git-repository",
    message: ([, folder, why]) => `cannot go to the folder ${folder}: ${why}`,
    fix: () => "Name a folder that is there.",
  },
  {
    said: /(?:bad config|unable to access|unknown repository extension|expected git repo version|bad numeric config).*/i,
    rule: "git-repository",
    message: ([line]) => `git cannot read this repository: ${line}`,
    fix: () => "Correct that setting, or update git.",
  },
  {
    said: /could not fetch|promisor remote|lazy fetching disabled|transport '.*' not allowed/,
    rule: "git-object",
    message: () => "this is a partial clone, and what is compared is not all in it; nothing is ever fetched here",
    fix: () => WHOLE_CLONE,
  },
];

/** The InputError of a problem that a person can put right, else a FailureError with git's own words. */
export function gitProblem(command: string, messages: string, end: string): Error {
  for (const { said, rule, message, fix } of KNOWN) {
    const match = said.exec(messages);
    if (match !== null) return inputError(rule, message(match), fix(match));
  }
  const words = withoutUser(/^(?:fatal|error): (.*)$/m.exec(messages)?.[1] ?? messages.trim());
  return new FailureError(
    `git ${command} failed with ${end}${words === "" ? "" : `: ${words}`}`,
    "run `git fsck` in that repository, which says what is broken, then run again",
  );
}

/** An address without the user and password in it. */
function withoutUser(words: string): string {
  return words.replaceAll(/:\/\/[^/@\s]*@/g, "://");
}
