/** Exchanges two folders in one step, where the machine has a program that can: Node itself has no call for it. */
import { spawnSync } from "node:child_process";

export type Exchange = (one: string, other: string) => boolean;

/** Numbers of Linux's renameat2, from its syscall tables. */
const RENAMEAT2: Readonly<Record<string, string>> = { x64: "316", arm64: "276" };

/** AT_FDCWD is -100, RENAME_EXCHANGE is 2 (renameat2(2)). */
const PERL = "exit(syscall($ARGV[2] + 0, -100, $ARGV[0], -100, $ARGV[1], 2) == 0 ? 0 : 1)";

/**
 * True where the two have changed places; false where nothing happened, and the caller must do without. Perl is on every
 * Debian and wherever git is installed whole; util-linux has `exch` since 2.40.
 */
export function exchangeFolders(one: string, other: string): boolean {
  const number = RENAMEAT2[process.arch];
  if (process.platform !== "linux") return false;
  const programs: [string, string[]][] = [["exch", [one, other]]];
  if (number !== undefined) programs.unshift(["perl", ["-e", PERL, one, other, number]]);
  return programs.some(([program, args]) => spawnSync(program, args, { stdio: "ignore" }).status === 0);
}
