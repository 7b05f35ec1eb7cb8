/** Scripts get the variables that they read. */

import { objectsAt, textOf } from "../../../model/json.ts";
import { commandsOf, scriptIn } from "../../certctl/commands.ts";
import type { Installation } from "../../certctl/installation.ts";
import { hasUnseenSource } from "../../certctl/unseen-variables.ts";
import { type Container, containersOf } from "../../pods/pod.ts";
import { variablesOf, variablesWithin } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

export const scriptVariable: CoherenceRule = {
  name: "script-variable",
  severity: "warning",
  title: "Scripts and variables get the variables that they read.",
  *check(installation) {
    for (const pod of readingPods(installation)) {
      for (const container of containersOf(pod)) {
        yield* unresolved(container, installation);
        const missing = missingIn(container, installation);
        if (missing.length === 0) continue;
        const many = missing.length > 1;
        yield {
          resource: pod.resource,
          path: container.path,
          message: `the script reads ${missing.join(", ")}, which nothing sets: ${many ? "they are" : "it is"} empty in it`,
          fix: `Set ${many ? "them" : "it"} in the container's env, or give the script a default: \${NAME:-default}.`,
        };
      }
    }
  },
};

/** Of a name that is not listed before it kubelet leaves the text as it is. The database URL has a rule of its own. */
function* unresolved(container: Container, { objects }: Installation): Iterable<Problem> {
  if (hasUnseenSource({ container, pod: container.pod }, objects)) return;
  const names = new Set(variablesOf({ ...container, spec: { ...container.spec, env: [] } }, objects).keys());
  for (const [index, entry] of objectsAt(container.spec, "env")) {
    const path = [...container.path, "env", index];
    const lost = variablesWithin(container, path).filter((name) => /^[A-Za-z_]\w*$/.test(name) && !names.has(name));
    names.add(textOf(entry.name));
    if (lost.length === 0 || entry.name === "CERTCTL_DATABASE_URL") continue;
    yield {
      resource: container.pod.resource,
      path: [...path, "value"],
      message: `${textOf(entry.name)} takes in $(${lost.join("), $(")}), which is not listed before it: the program gets these very characters`,
      fix: "List the variable before the one that takes it in.",
    };
  }
}

function missingIn(container: Container, { objects }: Installation): readonly string[] {
  const scripts = commandsOf(container).map((command) => scriptIn(command) ?? "");
  const read = new Set(scripts.flatMap((script) => readBy(script)));
  if (read.size === 0 || hasUnseenSource({ container, pod: container.pod }, objects)) return [];
  const variables = variablesOf(container, objects);
  return [...read].filter((name) => (variables.get(name)?.text ?? "") === "");
}

/** What a shell or kubelet sets; PostgreSQL's clients read theirs with defaults of their own. */
const SET =
  /^(HOME|PATH|HOSTNAME|PWD|OLDPWD|IFS|PPID|UID|USER|SHELL|LANG|TERM|RANDOM|SECONDS|LINENO|OPTARG|OPTIND|NF|NR|FS|PG.*|KUBERNETES_.*|.*_SERVICE_(HOST|PORT).*|.*_PORT(_.*)?)$/;

/** Names in capitals, as environments have them, that the script neither sets nor asks about first. */
function readBy(script: string): readonly string[] {
  const text = script.replaceAll(/'[^'\n]*'/g, "''");
  const names = [...text.matchAll(/\$(?:\{([A-Z][A-Z0-9_]*)\}|([A-Z][A-Z0-9_]*))/g)].map(
    ([, one, other]) => one ?? other ?? "",
  );
  return [...new Set(names)].filter((name) => {
    if (SET.test(name)) return false;
    const isSet = new RegExp(
      `(^|[\\s;&|(])((export|local|readonly) +)?${name}=|\\b(for|read)( -\\w+)* (\\w+ )*${name}\\b`,
      "m",
    );
    const isAsked = new RegExp(
      `\\$\\{${name}[:\\-+?=#%]|(\\[|\\btest) [^\\]\\n]*\\$\\{?${name}\\b|case "?\\$\\{?${name}\\b`,
    );
    return !isSet.test(script) && !isAsked.test(script);
  });
}
