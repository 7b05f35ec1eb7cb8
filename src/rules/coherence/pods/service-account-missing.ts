/** A pod's ServiceAccount is there. */
import { serviceAccountName, serviceAccountOf } from "../../pods/service-account.ts";
import type { CoherenceRule } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

export const serviceAccountMissing: CoherenceRule = {
  name: "service-account-missing",
  severity: "warning",
  title: "The ServiceAccounts that certctl's pods name are there.",
  *check(installation) {
    const { objects } = installation;
    for (const pod of readingPods(installation)) {
      if (serviceAccountName(pod) === "default" || serviceAccountOf(pod, objects) !== undefined) continue;
      const field = "serviceAccountName" in pod.spec ? "serviceAccountName" : "serviceAccount";
      yield {
        resource: pod.resource,
        path: [...pod.path, field],
        message:
          "no such ServiceAccount is in the input; without it the cluster makes no pod, and only an event says why",
        fix: "Add the ServiceAccount, correct the name, or leave it out.",
      };
    }
  },
};
