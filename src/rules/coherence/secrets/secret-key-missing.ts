/** A Secret that is made has the keys that certctl's pods read. */
import { keysOf } from "../../producers/producers.ts";
import type { CoherenceRule } from "../../rule.ts";
import { keyUses, startsNot } from "./keys.ts";
import { readingPods } from "./reading-pods.ts";

export const secretKeyMissing: CoherenceRule = {
  name: "secret-key-missing",
  severity: "error",
  title: "Secrets have the keys that certctl's pods read.",
  *check(installation) {
    const { producers } = installation;
    const pods = readingPods(installation);
    for (const { use, key } of keyUses(pods, "Secret")) {
      const keys = keysOf(producers.of("Secret", use.pod.namespace, use.name));
      if (keys === undefined || keys.has(key)) continue;
      yield {
        resource: use.pod.resource,
        path: use.path,
        message: `the Secret that is read here gets no key ${key}: ${startsNot(use)}`,
        fix: `Add the key ${key} to what makes the Secret, or read one that it has.`,
      };
    }
  },
};
