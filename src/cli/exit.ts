/** Exit codes are a promise: scripts tell "found something" from "broken" by them. */
export const EXIT = {
  /** All is well. */
  clean: 0,
  /** The program worked and found what it gates on: drift, a conflict. */
  found: 1,
  /** Wrong input or usage; nothing was written. */
  input: 2,
  /** A render or I/O failure, or a bug of ours. */
  failure: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `Exit codes:
  0  all is well
  1  it worked and found what it gates on: drift, a file changed by hand, findings, a change with --exit-code
  2  wrong input or usage; nothing was written
  3  a render or I/O failure, or a bug`;
