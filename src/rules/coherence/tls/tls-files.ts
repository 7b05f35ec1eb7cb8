/** The server finds its certificate and key where its variables say. */
import type { Program } from "../../certctl/programs.ts";
import { isKnown, textOfSetting } from "../../certctl/settings.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { shown } from "../../pods/variables.ts";
import { missingFile } from "../../producers/missing-file.ts";
import type { Producers } from "../../producers/producers.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { CERTIFICATE, mountedKey, PRIVATE_KEY } from "./server-files.ts";

const FIX = `Mount the Secret with tls.crt and tls.key into the server, and let ${CERTIFICATE} and ${PRIVATE_KEY} name the two files.`;

export const tlsFiles: CoherenceRule = {
  name: "tls-files",
  severity: "error",
  title: "The server's certificate and key are mounted where its variables say.",
  setting: "tls.source",
  *check({ servers, objects, producers }) {
    for (const server of servers) {
      const unset = [CERTIFICATE, PRIVATE_KEY].filter((name) => textOfSetting(server, name) === undefined);
      if (unset.length > 0) {
        if (!unset.some((name) => mayBeUnseen(name, server, objects))) yield missing(server, unset);
        continue;
      }
      const wrong = [CERTIFICATE, PRIVATE_KEY].map((name) => problem(server, name, producers));
      const [first] = wrong.filter((one) => one !== undefined);
      // One volume that is missing takes both files away.
      if (first !== undefined) yield first;
      else yield* otherSecret(server);
    }
  },
};

function missing({ pod, container, variables }: Program, names: readonly string[]): Problem {
  return {
    resource: pod.resource,
    path: variables.get(names[0] ?? "")?.path ?? container.path,
    message: `certctl serves HTTPS only and refuses to start without ${names.join(" and ")}`,
    fix: FIX,
  };
}

function problem(server: Program, name: string, producers: Producers): Problem | undefined {
  const { container, pod, variables } = server;
  const path = textOfSetting(server, name);
  if (!isKnown(path)) return undefined;
  const variable = variables.get(name);
  const why = missingFile(container, variable, producers);
  if (why === undefined) return undefined;
  return {
    resource: pod.resource,
    path: variable?.path ?? container.path,
    message: `certctl refuses to start, since nothing is at ${shown(variable)} (${name}): ${why}`,
    fix: FIX,
  };
}

function* otherSecret(server: Program): Iterable<Problem> {
  const [certificate, key] = [mountedKey(server, CERTIFICATE), mountedKey(server, PRIVATE_KEY)];
  if (certificate?.kind !== "Secret" || key?.kind !== "Secret" || certificate.name === key.name) return;
  yield {
    resource: server.pod.resource,
    path: server.variables.get(PRIVATE_KEY)?.path ?? server.container.path,
    severity: "warning",
    message:
      "certificate and key come from two Secrets: while one is renewed and the other is not they don't match, and a server that starts then exits",
    fix: FIX,
  };
}
