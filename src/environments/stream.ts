/** Reads what another program has rendered, such as the standard output of `helm template`. */

import { NO_APPLICATIONS } from "./applications.ts";
import { NOTHING_BESIDE } from "./beside.ts";
import { contentsOf } from "./contents.ts";
import { noObject, plainEnvironment } from "./environment.ts";
import type { Found } from "./found.ts";
import { Findings } from "./found.ts";
import { objectsOf } from "./objects.ts";
import { expectSize } from "./plain-file.ts";

export const STANDARD_INPUT = "standard input";

const EMPTY_FIX = "Pipe manifests in, and see whether the command before the pipe failed: `set -o pipefail` tells.";

const NONE: ReadonlySet<string> = new Set();

/** The text as one environment; `name` is how places call it. */
export function readStream(text: string, name = STANDARD_INPUT): Found {
  const findings = new Findings();
  const read = findings.try(() => {
    expectSize(text.length, name);
    return objectsOf(text, { file: name, isStream: true });
  });
  const none = { manifests: NONE, plain: NONE, passedOver: NONE, roots: NONE, beside: NOTHING_BESIDE };
  const nothing = { environments: [], incomplete: [], ...none, applications: NO_APPLICATIONS, notes: [] };
  if (read === undefined) return { ...nothing, problems: findings.problems };
  findings.problem(...read.problems);
  if (read.resources.length === 0 && read.problems.length === 0) findings.problem(noObject(name, EMPTY_FIX));
  const environments = read.resources.length === 0 ? [] : [plainEnvironment(name, read.resources)];
  const { missing } = contentsOf(read, { part: name, problems: read.problems, inputs: () => [] });
  const incomplete = environments.map((environment) => ({ ...environment, missing }));
  const found = missing.length === 0 ? { environments } : { incomplete };
  return { ...nothing, ...found, problems: findings.problems };
}
