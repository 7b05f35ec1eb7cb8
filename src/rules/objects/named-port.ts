/** A probe that names a port which its container does not have fails for ever. */
import { isObject } from "../../model/json.ts";
import { containersOf, objectAt, podOf } from "../pods/pod.ts";
import { portNumber } from "../pods/ports.ts";
import { probesOf } from "../pods/probes.ts";
import type { ObjectRule } from "../rule.ts";

export const namedPort: ObjectRule = {
  name: "named-port",
  severity: "error",
  title: "A port that a probe names is one of its container's.",
  *check(resource) {
    const pod = podOf(resource);
    if (pod === undefined) return;
    for (const container of containersOf(pod)) {
      for (const { name, path, spec } of probesOf(container)) {
        const field = isObject(spec.httpGet) ? "httpGet" : "tcpSocket";
        const { port } = objectAt(spec, field);
        if (typeof port !== "string" || port === "" || portNumber(container, port) !== undefined) continue;
        const ends =
          name === "readinessProbe" ? "the pod never gets ready" : "kubelet restarts the container again and again";
        yield {
          resource,
          path: [...path, field, "port"],
          message: `the probe names the port ${port}, which the container does not have: it always fails, and ${ends}`,
          fix: "Name one of the container's ports, or write the number.",
        };
      }
    }
  },
};
