/** Whether a change can matter to what certctl is told: most changes are of images, labels or sizes alone. */
import { at, type JsonObject, type Path } from "../../model/json.ts";
import { type Container, containersOf, podOf } from "../../rules/pods/pod.ts";
import type { ObjectChange } from "../environment-change.ts";
import { sameData } from "../same-data.ts";

/** Kinds whose objects hold no setting of certctl, and make none. */
const WITHOUT: ReadonlySet<string> = new Set([
  "/Namespace",
  "/LimitRange",
  "/ResourceQuota",
  "/ServiceAccount",
  "argoproj.io/AppProject",
  "argoproj.io/Application",
  "helm.toolkit.fluxcd.io/HelmRelease",
  "kustomize.toolkit.fluxcd.io/Kustomization",
  "networking.k8s.io/NetworkPolicy",
  "policy/PodDisruptionBudget",
  "source.toolkit.fluxcd.io/GitRepository",
  "source.toolkit.fluxcd.io/OCIRepository",
]);

/** False where the programs of certctl, their variables, files and numbers are surely as they were. */
export function touchesSettings(changes: readonly ObjectChange[]): boolean {
  return changes.some((change) => !isWithout(change) && !isSame(change));
}

function isWithout({ before, after }: ObjectChange): boolean {
  const id = (after ?? before)?.id;
  return id !== undefined && WITHOUT.has(`${id.group}/${id.kind}`);
}

const OF_OBJECT: readonly Path[] = [
  ["spec", "replicas"],
  ["spec", "volumeClaimTemplates"],
];
const OF_POD = ["volumes", "serviceAccountName"];
const OF_CONTAINER = ["name", "command", "args", "env", "envFrom", "volumeMounts", "restartPolicy"];

function isSame({ before, after, renamed }: ObjectChange): boolean {
  if (before === undefined || after === undefined || renamed !== undefined) return false;
  const [was, is] = [podOf(before), podOf(after)];
  if (was === undefined || is === undefined) return sameButMetadata(before.manifest, after.manifest);
  const [left, right] = [containersOf(was), containersOf(is)];
  return (
    OF_OBJECT.every((path) => sameData(at(before.manifest, ...path), at(after.manifest, ...path))) &&
    sameData(was.labels, is.labels) &&
    OF_POD.every((field) => sameData(was.spec[field], is.spec[field])) &&
    left.length === right.length &&
    left.every((one, index) => isSameContainer(one, right[index]))
  );
}

function isSameContainer(was: Container, is: Container | undefined): boolean {
  return is !== undefined && OF_CONTAINER.every((field) => sameData(was.spec[field], is.spec[field]));
}

/** Annotations say which Secrets cert-manager makes; labels of such objects select nothing. */
function sameButMetadata(was: JsonObject, is: JsonObject): boolean {
  const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
  keys.delete("metadata");
  return (
    [...keys].every((key) => sameData(was[key], is[key])) &&
    sameData(at(was, "metadata", "annotations"), at(is, "metadata", "annotations"))
  );
}
