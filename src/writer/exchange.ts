/** Exchanges two folders in one step, where the machine has a program that can: Node itself has no call for it. */
import { spawnSync } from "node:child_process";

export type Exchange = (one: string, other: string) => boolean;

/** Numbers of Linux's renameat2, from its syscall tables. */
const RENAMEAT2: Readonly<Record<string, string>> = { x64: "316", arm64: "276" };

/**
 * AT_FDCWD is -100, RENAME_EXCHANGE is 2 (renameat2(2)). Perl ends without a change where the run that started it is gone:
 * a folder must not change a while after a run was killed.
 */
const PERL = "exit(getppid() == $ARGV[3] && syscall($ARGV[2] + 0, -100, $ARGV[0], -100, $ARGV[1], 2) == 0 ? 0 : 1)";

/**
 * True where the two have changed places; false where nothing happened, and the caller must do without. Perl is on every
 * Debian, and wherever git is installed whole.
 */
export function exchangeFolders(one: string, other: string): boolean {
  const number = RENAMEAT2[process.arch];
  if (process.platform !== "linux" || number === undefined) return false;
  const args = ["-e", PERL, one, other, number, String(process.pid)];
  return spawnSync("perl", args, { stdio: "ignore" }).status === 0;
}
