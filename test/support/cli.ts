/** The command line in a temporary folder, with an outside that the test makes up. */

import { createHash } from "node:crypto";
import { run } from "../../src/cli/run.ts";
import { type Folder, temporaryFolder } from "./folder.ts";
import { PACKAGE_FOLDER } from "./package-folder.ts";

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Outside {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  readonly terminal?: boolean;
  /** Folder below the temporary one in which the program is started. */
  readonly at?: string;
}

export interface Place extends Folder {
  cli(...argv: string[]): Promise<Said>;
  cliWith(outside: Outside, ...argv: string[]): Promise<Said>;
  /** Makes the folder a git repository, as far as the program looks. */
  repository(origin?: string): void;
}

export function place(): Place {
  const folder = temporaryFolder();
  let calls = 0;
  const cliWith = async (outside: Outside, ...argv: string[]): Promise<Said> => {
    let out = "";
    let err = "";
    const code = await run(argv, {
      stdout: (text) => {
        out += text;
      },
      stderr: (text) => {
        err += text;
      },
      stdin: async () => outside.stdin ?? "",
      cwd: outside.at === undefined ? folder.path : `${folder.path}/${outside.at}`,
      env: outside.env ?? {},
      isTerminal: { stdout: outside.terminal === true, stderr: outside.terminal === true },
      now: () => new Date("2026-01-02T03:04:05Z"),
      packageFolder: PACKAGE_FOLDER,
      randomBytes: (count) => {
        calls += 1;
        return createHash("sha512").update(String(calls)).digest().subarray(0, count);
      },
    });
    return { code, out, err };
  };
  return {
    ...folder,
    cliWith,
    cli: (...argv) => cliWith({}, ...argv),
    repository(origin) {
      folder.write(".git/HEAD", "ref: refs/heads/some-branch\n");
      folder.write(".git/objects/.keep", "");
      folder.write(".git/refs/.keep", "");
      folder.write(
        ".git/config",
        origin === undefined ? "[core]\n" : `[core]\n[remote "origin"]\n\turl = "${origin}"\n`,
      );
    },
  };
}
