/** Several servers that all stop at once are none. */
import { at } from "../../../model/json.ts";
import { rolloutOf, scaleOf } from "../../pods/scale.ts";
import type { CoherenceRule } from "../../rule.ts";

export const serverRolloutStrategy: CoherenceRule = {
  name: "server-rollout-strategy",
  severity: "warning",
  title: "A rollout of several servers keeps some of them running.",
  *check({ servers, objects }) {
    for (const pod of new Set(servers.map((server) => server.pod))) {
      const { manifest, id } = pod.resource;
      const replicas = scaleOf(pod, objects)?.least ?? 0;
      if (id.kind !== "Deployment" || replicas < 2 || rolloutOf(pod, replicas).unavailable < replicas) continue;
      const isRecreated = at(manifest, "spec", "strategy", "type") === "Recreate";
      const how = isRecreated ? "strategy Recreate" : "a maxUnavailable of as many as there are";
      yield {
        resource: pod.resource,
        path: isRecreated ? ["spec", "strategy", "type"] : ["spec", "strategy", "rollingUpdate", "maxUnavailable"],
        message: `with ${how} every rollout stops all ${replicas} servers before the first new one is ready`,
        fix: "Use strategy RollingUpdate with maxUnavailable 0 and maxSurge 1, or maxUnavailable 1 where nodes are few.",
      };
    }
  },
};
