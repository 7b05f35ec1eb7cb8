/** No certctl program asks the Kubernetes API, so none gets a token for it. */
import { at } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import { imageName } from "../../pods/image-name.ts";
import type { Objects } from "../../pods/objects.ts";
import { containersOf, type Pod, wordsOf } from "../../pods/pod.ts";
import { serviceAccountOf } from "../../pods/service-account.ts";
import type { CoherenceRule } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

export const serviceAccountToken: CoherenceRule = {
  name: "service-account-token",
  severity: "warning",
  title: "certctl's pods get no token of the Kubernetes API.",
  *check(installation) {
    const { objects } = installation;
    for (const pod of readingPods(installation)) {
      if (!hasToken(pod, objects) || mayAsk(pod, installation)) continue;
      const isWritten = "automountServiceAccountToken" in pod.spec;
      yield {
        resource: pod.resource,
        path: isWritten ? [...pod.path, "automountServiceAccountToken"] : pod.path,
        message:
          "the pod gets a token of the Kubernetes API, which nothing in it asks: only an intruder has use for it",
        fix: "Set automountServiceAccountToken: false in the pod's spec.",
      };
    }
  },
};

/** The pod counts before its ServiceAccount. */
function hasToken(pod: Pod, objects: Objects): boolean {
  const account = serviceAccountOf(pod, objects);
  const ofAccount = account && at(account.manifest, "automountServiceAccountToken");
  return (pod.spec.automountServiceAccountToken ?? ofAccount) !== false;
}

/** A container of others may, a script says so, and PostgreSQL with Patroni (timescaledb-ha) does. */
function mayAsk(pod: Pod, { servers, migrations, agents, databases, tools }: Installation): boolean {
  const known = [...servers, ...migrations, ...agents, ...databases, ...tools];
  return containersOf(pod).some((container) => {
    const isKnown = known.some((one) => one.pod === pod && one.container.name === container.name);
    const words = wordsOf(container).join(" ");
    return (
      (!isKnown && imageName(container.image).base !== "postgres") ||
      /kubectl|serviceaccount|kubernetes/.test(words) ||
      imageName(container.image).base.endsWith("-ha")
    );
  });
}
