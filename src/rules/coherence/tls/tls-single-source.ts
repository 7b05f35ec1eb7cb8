/** A Secret that certctl reads is made by one object. */
import { formatId } from "../../../model/manifest.ts";
import { usesOf } from "../../pods/uses.ts";
import type { Producer } from "../../producers/producers.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const tlsSingleSource: CoherenceRule = {
  name: "tls-single-source",
  severity: "error",
  title: "Each Secret that certctl reads is made by one object.",
  setting: "tls.source",
  *check({ pods, producers }) {
    const said = new Set<string>();
    for (const pod of pods) {
      for (const { kind, name } of usesOf(pod)) {
        if (kind !== "Secret" || said.has(`${pod.namespace}/${name}`)) continue;
        said.add(`${pod.namespace}/${name}`);
        yield* problems(producers.of("Secret", pod.namespace, name));
      }
    }
  },
};

function* problems(producers: readonly Producer[]): Iterable<Problem> {
  const makers = producers.filter((one) => !one.adds && !isEmptySecret(one) && !isForMany(one));
  for (const [index, second] of makers.entries()) {
    const first = makers.slice(0, index).find((one) => overwrite(one, second));
    if (first === undefined) continue;
    yield {
      resource: second.resource,
      path: second.path,
      message: `${described(first)} and ${described(second)} write the same Secret: each overwrites what the other made, and pods get now one, now the other`,
      fix: "Keep one of them, or give each a Secret of its own.",
    };
    return;
  }
}

function overwrite(first: Producer, second: Producer): boolean {
  // The same object twice is what the engines refuse.
  if (formatId(first.resource.id) === formatId(second.resource.id)) return false;
  if (first.namespace !== second.namespace && first.namespace !== "" && second.namespace !== "") return false;
  // cert-manager names a Certificate of an Ingress after the Secret, and leaves one alone that is there already.
  return !isAnnotated(second) || (!isAnnotated(first) && first.resource.id.name !== second.name);
}

/** Which namespaces it serves is said by labels. */
function isForMany({ resource }: Producer): boolean {
  return resource.id.kind === "ClusterExternalSecret" || resource.id.kind === "Bundle";
}

function isAnnotated({ resource }: Producer): boolean {
  return resource.id.kind === "Ingress" || resource.id.kind === "Gateway";
}

/** With labels for another's data: `Secret` objects without data are made for that. */
function isEmptySecret({ resource, keys }: Producer): boolean {
  return resource.id.kind === "Secret" && (keys === undefined || keys.size === 0);
}

function described(producer: Producer): string {
  const { kind } = producer.resource.id;
  if (isAnnotated(producer)) return `cert-manager's annotation of the ${kind}`;
  return `${/^[AEIO]/.test(kind) ? "an" : "a"} ${kind}`;
}
