/** Without files certctl's own CA lives in the memory of one process: each server and each start has another. */
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { mostPods } from "../../pods/scale.ts";
import { missingFile } from "../../producers/missing-file.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const CERT = "CERTCTL_CA_CERT_PATH";
const KEY = "CERTCTL_CA_KEY_PATH";
const FIX = `Mount a CA from a Secret and set ${CERT} and ${KEY} before the first start: certctl reads them once, when its database has no issuers.`;

export const issuingCa: CoherenceRule = {
  name: "issuing-ca",
  severity: "error",
  title: "The local issuer's CA comes from mounted files, the same for every server and every start.",
  *check(installation) {
    const { servers, objects } = installation;
    const pods = mostPods(
      servers.map(({ pod }) => pod),
      objects,
    );
    for (const server of servers) {
      yield* variableProblems(server, pods, installation);
      yield* fileProblems(server, installation);
    }
  },
};

function* variableProblems(server: Program, pods: number, { objects }: Installation): Iterable<Problem> {
  const { pod, container, variables } = server;
  const missing = [CERT, KEY].filter((name) => (variables.get(name)?.text ?? "") === "");
  const [first, second] = missing;
  if (first === undefined || mayBeUnseen(first, server, objects)) return;
  if (second === undefined) {
    const other = variables.get(first === CERT ? KEY : CERT);
    yield {
      resource: pod.resource,
      path: other?.path ?? container.path,
      message: `${first} is missing: with only one of the two paths certctl ignores it and makes a CA of its own in memory, which is another after each restart`,
      fix: FIX,
    };
  } else if (pods > 1) {
    yield {
      resource: pod.resource,
      path: container.path,
      message: `without ${CERT} and ${KEY} each of the ${pods} servers issues from a CA of its own, made in memory: certificates chain to the one that happened to answer, and to none after a restart`,
      fix: FIX,
    };
  } else {
    yield {
      resource: pod.resource,
      path: container.path,
      message: `without ${CERT} and ${KEY} the local issuer's CA is made in memory: after a restart it is another, and nothing trusts both`,
      fix: FIX,
      severity: "warning",
    };
  }
}

function* fileProblems({ pod, container, variables }: Program, { producers }: Installation): Iterable<Problem> {
  for (const name of [CERT, KEY]) {
    const variable = variables.get(name);
    const why = missingFile(container, variable, producers);
    if (variable === undefined || why === undefined) continue;
    yield {
      resource: pod.resource,
      path: variable.path,
      message: `the local issuer does not find the file of ${name} (${why}), so it issues nothing`,
      fix: "Mount the CA's Secret at that path.",
    };
  }
}
