/** The administrator of certctl's demo mode, which each database is born with, is taken away. */
import type { Installation } from "../../certctl/installation.ts";
import { dataOf } from "../../pods/objects.ts";
import { containersOf, podsIn, wordsOf } from "../../pods/pod.ts";
import type { CoherenceRule } from "../../rule.ts";

const CALL = "/auth/demo-residual/cleanup";

export const demoResidual: CoherenceRule = {
  name: "demo-residual",
  severity: "info",
  title: "The dormant administrator of demo mode is taken away.",
  *check(installation) {
    const [server] = installation.servers;
    const type = server?.variables.get("CERTCTL_AUTH_TYPE")?.text;
    // Without authentication that administrator is everybody, and the server refuses to take it away.
    if (server === undefined || type === "none" || isCalled(installation)) return;
    yield {
      resource: server.pod.resource,
      message:
        "migrations give the actor actor-demo-anon the role r-admin; it stays until somebody takes it away, and whoever sets CERTCTL_AUTH_TYPE=none makes it everybody's",
      fix: `Call POST /api/v1${CALL} once with an administrator's key, by hand or in a Job after the server is ready.`,
    };
  },
};

/** Some script of the input calls it, in a command or from a ConfigMap. */
function isCalled({ environment, objects }: Installation): boolean {
  const words = podsIn(environment.resources).flatMap(containersOf).flatMap(wordsOf);
  const texts = objects.ofKind("", "ConfigMap").flatMap((one) => [...dataOf(one).values()]);
  return [...words, ...texts].some((text) => text.includes(CALL));
}
