/** A temporary folder, and what is in it. */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Folder {
  readonly path: string;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Every file by its path, with its text. */
  files(below?: string): Record<string, string>;
  /** Every file by its path, with text, time of change and inode: what must not move where nothing is written. */
  picture(): Record<string, string>;
  remove(): void;
}

export function temporaryFolder(): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "certctl-gitops-test-")));
  const paths = (below: string): string[] =>
    readdirSync(join(path, below), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(path, below).length).replace(/^\//, ""))
      .sort();
  return {
    path,
    write(file, text) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    },
    read: (file) => readFileSync(join(path, file), "utf8"),
    files: (below = "") =>
      Object.fromEntries(paths(below).map((file) => [file, readFileSync(join(path, below, file), "utf8")])),
    picture: () =>
      Object.fromEntries(
        paths("").map((file) => {
          const { mtimeMs, ino, mode } = lstatSync(join(path, file));
          return [file, `${mtimeMs} ${ino} ${mode} ${readFileSync(join(path, file), "utf8")}`];
        }),
      ),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
