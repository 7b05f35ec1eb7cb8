/** Every Secret that certctl's pods read is made by something. */
import { MANUAL_SECRETS } from "../../../certctl/annotations.ts";
import { usesOf } from "../../pods/uses.ts";
import { Producers } from "../../producers/producers.ts";
import type { CoherenceRule } from "../../rule.ts";
import { isManual } from "./manual.ts";
import { readingPods } from "./reading-pods.ts";

export const requiredSecrets: CoherenceRule = {
  name: "required-secrets",
  severity: "warning",
  title: "Something makes every Secret that certctl's pods read.",
  setting: "secrets.provider",
  *check(installation) {
    const { environment } = installation;
    const pods = readingPods(installation);
    const producers = new Producers(environment.resources);
    const said = new Set<string>();
    for (const use of pods.flatMap((pod) => usesOf(pod))) {
      const { namespace } = use.pod;
      const id = `${namespace}/${use.name}`;
      if (use.kind !== "Secret" || use.optional || said.has(id)) continue;
      said.add(id);
      if (producers.of("Secret", namespace, use.name).some(({ adds }) => !adds)) continue;
      if (isManual(environment, namespace, use.name)) continue;
      yield {
        resource: use.pod.resource,
        path: use.path,
        message: `nothing here makes the Secret ${use.name}: the pods that read it do not start until it is there`,
        fix: `Add what makes it (SealedSecret, ExternalSecret, Certificate, a sops file); if a person does, say so with the annotation ${MANUAL_SECRETS}: ${use.name} on an object of its namespace.`,
      };
    }
  },
};
