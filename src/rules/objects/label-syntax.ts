/** Labels and annotations that the API server refuses. */
import { labelValue, qualifiedName } from "../../k8s/names.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { Resource } from "../../model/applied.ts";
import { at, isObject, type Path } from "../../model/json.ts";
import { podOf } from "../pods/pod.ts";
import type { ObjectRule, Problem } from "../rule.ts";

/** Of all annotations of an object together (k8s.io/apimachinery TotalAnnotationSizeLimitB). */
const MOST_ANNOTATIONS = 256 * 1024;

export const labelSyntax: ObjectRule = {
  name: "label-syntax",
  severity: "error",
  title: "Labels and annotations have keys and values that Kubernetes takes.",
  *check(resource) {
    const pod = podOf(resource);
    const metadata: Path[] = [["metadata"]];
    if (pod !== undefined && pod.path.length > 1) metadata.push([...pod.path.slice(0, -1), "metadata"]);
    for (const path of metadata) {
      yield* labels(resource, [...path, "labels"]);
      yield* annotations(resource, [...path, "annotations"]);
    }
    yield* labels(resource, ["spec", "selector", "matchLabels"]);
  },
};

function* labels(resource: Resource, path: Path): Iterable<Problem> {
  for (const [key, value] of entriesAt(resource, path)) {
    const wrongKey = qualifiedName(key);
    if (wrongKey !== undefined) yield refused(resource, [...path, key], `a label's key must ${wrongKey}`);
    const wrongValue = typeof value === "string" ? labelValue(value) : undefined;
    if (wrongValue !== undefined) yield refused(resource, [...path, key], `a label's value must ${wrongValue}`);
  }
}

function* annotations(resource: Resource, path: Path): Iterable<Problem> {
  let size = 0;
  for (const [key, value] of entriesAt(resource, path)) {
    size += key.length + (typeof value === "string" ? value.length : 0);
    // Upper-case letters are taken in the prefix of annotations.
    const wrongKey = qualifiedName(key.toLowerCase());
    if (wrongKey !== undefined) yield refused(resource, [...path, key], `an annotation's key must ${wrongKey}`);
  }
  if (size > MOST_ANNOTATIONS) yield refused(resource, path, "all annotations together must have at most 256 KiB");
}

function entriesAt({ manifest }: Resource, path: Path): readonly (readonly [string, unknown])[] {
  const found = at(manifest, ...path);
  const entries = isObject(found) ? Object.entries(found) : [];
  return entries.filter(([key, value]) => !isPlaceholder(key) && !(typeof value === "string" && isPlaceholder(value)));
}

function refused(resource: Resource, path: Path, problem: string): Problem {
  return { resource, path, message: `the API server refuses the object: ${problem}`, fix: "Correct it." };
}
