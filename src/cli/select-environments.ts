/** The flag `--env`: which environments a command looks at. */
import picomatch from "picomatch/posix.js";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { nearName } from "../model/near-name.ts";
import { listed } from "../reports/wording.ts";

/**
 * Those whose name one of the globs matches; one that begins with `!` takes out. A glob without a slash is also held
 * against the last part of a name. Without globs all are. InputError for each glob that matches nothing.
 */
export function selectEnvironments<E extends { readonly name: string }>(
  environments: readonly E[],
  globs: readonly string[],
): readonly E[] {
  if (globs.length === 0) return environments;
  const names = environments.map(({ name }) => name);
  const isOut = globs.filter((glob) => glob.startsWith("!")).map((glob) => matcher(glob.slice(1)));
  const isIn = globs.filter((glob) => !glob.startsWith("!")).map((glob) => ({ glob, matches: matcher(glob) }));
  const lost = isIn.filter(({ matches }) => !names.some(matches));
  if (lost.length > 0) throw new InputError(lost.map(({ glob }) => noEnvironment(glob, names)));
  return environments.filter(
    ({ name }) => (isIn.length === 0 || isIn.some(({ matches }) => matches(name))) && !isOut.some((out) => out(name)),
  );
}

type Matcher = (name: string) => boolean;

function matcher(glob: string): Matcher {
  // A name that holds characters of globs is also itself.
  const matches = picomatch(glob, { dot: true, nonegate: true });
  const isBare = !glob.includes("/");
  return (name) => name === glob || matches(name) || (isBare && matches(lastPart(name)));
}

const NAMED = 10;

function noEnvironment(glob: string, names: readonly string[]): Finding {
  const near = nearName(glob, names) ?? nearName(glob, names.map(lastPart));
  const known = names.length === 0 ? "There is none." : `There are: ${listed(names, NAMED)}.`;
  return {
    rule: "no-environment",
    severity: "error",
    message: `no environment is named ${JSON.stringify(glob)}`,
    fix: near === undefined ? known : `Did you mean ${near}? ${known}`,
    at: { path: `--env ${glob}` },
  };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
