/** Names the files of a build for a person: relative to the current folder, wherever a message mentions them. */
import { sourcePath } from "../files/disk-source.ts";
import type { Tree } from "../kustomize/load/source.ts";
import { FailureError, InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";

/**
 * The folder that the whole disk is in, as a build sees it. No text of a user has this private character, so a path of
 * the disk is found in any message, spaces in it or not.
 */
const DISK = "\ue000";

/** A disk (`diskSource` without a root), whose paths can be told from all other text. */
export function marked(disk: Tree): Tree {
  const inside = (path: string): string | undefined => {
    if (path === DISK) return "";
    return path.startsWith(`${DISK}/`) ? path.slice(DISK.length + 1) : undefined;
  };
  return {
    read(path) {
      const below = inside(path);
      return below === undefined ? undefined : disk.read(below);
    },
    bytes(path) {
      const below = inside(path);
      return below === undefined ? undefined : disk.bytes(below);
    },
    isDirectory(path) {
      const below = inside(path);
      return below === undefined ? path === "" : disk.isDirectory(below);
    },
    real(path) {
      const below = inside(path);
      if (below === undefined) return path === "" ? "" : undefined;
      const real = disk.real(below);
      return real === undefined ? undefined : markedPath(real);
    },
    list(path) {
      const below = inside(path);
      return below === undefined ? [] : disk.list(below);
    },
    size(path) {
      const below = inside(path);
      return below === undefined ? undefined : disk.size(below);
    },
  };
}

/** An absolute path of the system as a path of the marked source. */
export function markedPath(absolute: string): string {
  const path = sourcePath(absolute);
  return path === "" ? DISK : `${DISK}/${path}`;
}

/** The text with every marked path relative to `cwd`, or absolute where they have no folder in common. */
export function shownText(text: string, cwd: string): string {
  const [first = "", ...rest] = text.split(DISK);
  const steps = sourcePath(cwd).split("/");
  return first + rest.map((part) => relativeStart(part, steps)).join("");
}

/** An error of a build, as a person in `cwd` is to see it; whatever is thrown else stays as it is. */
export function shownError(error: unknown, cwd: string): unknown {
  if (error instanceof InputError) return new InputError(error.findings.map((finding) => shownFinding(finding, cwd)));
  if (!(error instanceof FailureError)) return error;
  return new FailureError(shownText(withoutFolder(error.message, cwd), cwd), error.fix, { cause: error });
}

/** A finding with every path as a person in `cwd` is to see it. */
export function shownFinding(finding: Finding, cwd: string): Finding {
  const shown = (text: string): string => shownText(withoutFolder(text, cwd), cwd);
  const { file } = finding.at;
  return {
    ...finding,
    message: shown(finding.message),
    fix: shown(finding.fix),
    at: { ...finding.at, ...(file === undefined ? {} : { file: shown(file) }) },
  };
}

/** Reading errors name the system's own paths; those below the current folder are shown from there. */
function withoutFolder(text: string, cwd: string): string {
  const folder = cwd.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return cwd === "/" ? text : text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}_./-])${folder}/`, "gu"), "");
}

/** `/a/b/c.yaml: wrong` seen from `a/x` is `../b/c.yaml: wrong`. Only the start is looked at: where the path ends is not known. */
function relativeStart(text: string, cwd: readonly string[]): string {
  let rest = text;
  let common = 0;
  for (const step of cwd) {
    const next = rest.slice(step.length + 1);
    if (!rest.startsWith(`/${step}`) || /^[\p{L}\p{N}_.-]/u.test(next)) break;
    rest = next;
    common += 1;
  }
  if (common === 0) return text;
  const up = Array(cwd.length - common).fill("..");
  if (rest.startsWith("/")) return [...up, rest.slice(1)].join("/");
  return `${up.length === 0 ? "." : up.join("/")}${rest}`;
}
