/** certctl's images are for amd64 alone: on a node of another kind a pod never starts. */
import type { JsonObject } from "../../../model/json.ts";
import { objectsAt, textOf } from "../../../model/json.ts";
import { isCertctlImage } from "../../certctl/programs.ts";
import { containersOf, objectAt, type Pod } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

const LABELS = ["kubernetes.io/arch", "beta.kubernetes.io/arch"];

export const imageArchitecture: CoherenceRule = {
  name: "image-architecture",
  severity: "warning",
  title: "Pods with certctl's images run on amd64 nodes only.",
  setting: "scheduling.nodeSelector",
  *check(installation) {
    for (const pod of readingPods(installation)) {
      yield* unknown(pod);
      if (!installation.pods.some(({ resource }) => resource === pod.resource)) continue;
      if (runsCertctl(pod) && textOf(pod.spec.nodeName) === "") yield* problems(pod);
    }
  },
};

/** Go's names, as kubelet writes them into the label. */
const KNOWN = ["amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "mips64le", "loong64"];

function* unknown(pod: Pod): Iterable<Problem> {
  const selector = objectAt(pod.spec, "nodeSelector");
  for (const label of LABELS) {
    const text = textOf(selector[label]);
    if (text === "" || KNOWN.includes(text) || runsCertctl(pod)) continue;
    yield {
      resource: pod.resource,
      path: [...pod.path, "nodeSelector", label],
      severity: "error",
      message: `no node is of the architecture ${text}, so the pod never starts`,
      fix: "Write amd64 or arm64.",
    };
  }
}

function runsCertctl(pod: Pod): boolean {
  return containersOf(pod).some(({ image }) => isCertctlImage(image));
}

function* problems(pod: Pod): Iterable<Problem> {
  const fix = "Set nodeSelector kubernetes.io/arch: amd64, or run images that you have built for other nodes too.";
  const selector = objectAt(pod.spec, "nodeSelector");
  const label = LABELS.find((one) => textOf(selector[one]) !== "");
  const allowed = label === undefined ? architecturesOf(pod.spec) : [selector[label]];
  if (allowed?.every((one) => one === "amd64") === true) return;
  const found = { resource: pod.resource, fix, setting: settingOf(pod) };
  if (allowed === undefined) {
    const message =
      "nothing keeps the pod on amd64 nodes, and certctl's images are for no other: on an arm64 node it never starts";
    yield { ...found, path: pod.path, message };
  } else {
    const path = label === undefined ? [...pod.path, "affinity", "nodeAffinity"] : [...pod.path, "nodeSelector", label];
    const message = `the pod may run on ${allowed.filter((one) => one !== "amd64").join(", ")} nodes, and certctl's images are for amd64 alone`;
    yield { ...found, path, message, severity: "error" };
  }
}

/** What the required node affinity allows: its terms are alternatives, so each must say it. */
function architecturesOf(spec: JsonObject): readonly unknown[] | undefined {
  const terms = objectsAt(
    spec,
    ...["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"],
  ).map(([, term]) =>
    objectsAt(term, "matchExpressions")
      .filter(([, { key, operator }]) => LABELS.includes(textOf(key)) && operator === "In")
      .flatMap(([, { values }]) => (Array.isArray(values) ? values : [])),
  );
  return terms.length === 0 || terms.some((term) => term.length === 0) ? undefined : terms.flat();
}

function settingOf({ resource }: Pod): string {
  return resource.id.kind === "DaemonSet" ? "agents.nodeSelector" : "scheduling.nodeSelector";
}
