/** The ConfigMaps that certctl's pods read are there, with the keys that they read. */

import { type Use, usesOf } from "../../pods/uses.ts";
import { keysOf, type Producers } from "../../producers/producers.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { keyUses, startsNot } from "./keys.ts";
import { readingPods } from "./reading-pods.ts";

/** Kubernetes and OpenShift put these into each namespace. */
const EVERYWHERE: ReadonlySet<string> = new Set(["kube-root-ca.crt", "openshift-service-ca.crt"]);

export const configMissing: CoherenceRule = {
  name: "config-missing",
  severity: "error",
  title: "ConfigMaps that certctl's pods read are there, with their keys.",
  *check(installation) {
    const { producers } = installation;
    const pods = readingPods(installation);
    yield* missingMaps(
      pods.flatMap((pod) => usesOf(pod)),
      producers,
    );
    for (const { use, key } of keyUses(pods, "ConfigMap")) {
      const keys = keysOf(producers.of("ConfigMap", use.pod.namespace, use.name));
      if (keys === undefined || keys.has(key)) continue;
      yield {
        resource: use.pod.resource,
        path: use.path,
        message: `the ConfigMap that is read here has no key ${key}: ${startsNot(use)}`,
        fix: `Add the key ${key} to the ConfigMap, or read one that it has.`,
      };
    }
  },
};

function* missingMaps(uses: readonly Use[], producers: Producers): Iterable<Problem> {
  const said = new Set<string>();
  for (const use of uses) {
    const id = `${use.pod.namespace}/${use.name}`;
    if (use.kind !== "ConfigMap" || use.optional || EVERYWHERE.has(use.name) || said.has(id)) continue;
    said.add(id);
    if (producers.of("ConfigMap", use.pod.namespace, use.name).length > 0) continue;
    yield {
      resource: use.pod.resource,
      path: use.path,
      severity: "warning",
      message: `nothing here makes the ConfigMap ${use.name}: the pods that read it do not start until it is there`,
      fix: "Add the ConfigMap in the namespace of the pods, or read one that is there.",
    };
  }
}
