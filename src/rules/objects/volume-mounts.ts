/** Mounts that name no volume of their pod, and names or places that are given twice, are refused. */
import type { Path } from "../../model/json.ts";
import { objectsAt, textOf } from "../../model/json.ts";
import { volumesOf } from "../pods/mounts.ts";
import { type Container, containersOf, podOf } from "../pods/pod.ts";
import type { ObjectRule, Problem } from "../rule.ts";

export const volumeMounts: ObjectRule = {
  name: "volume-mounts",
  severity: "error",
  title: "Every mount names a volume of its pod, and every name and place is given once.",
  *check(resource) {
    const pod = podOf(resource);
    if (pod === undefined) return;
    const twice = (name: string, path: Path): Problem => ({
      resource,
      path,
      message: `the API server refuses the ${resource.id.kind}: ${name} is there twice`,
      fix: "Take one of them out, or give it another name.",
    });
    // A claim template takes the place of a volume of its name.
    const volumes = volumesOf(pod).filter(({ path }) => path[1] !== "volumeClaimTemplates");
    for (const [name, path] of repeated(volumes.map((one) => [one.name, one.path]))) {
      yield twice(`the volume ${name}`, path);
    }
    const containers = containersOf(pod);
    for (const [name, path] of repeated(containers.map((one) => [one.name, one.path]))) {
      yield twice(`the container ${name}`, path);
    }
    const names = new Set(volumesOf(pod).map(({ name }) => name));
    for (const container of containers) {
      yield* nameless(container, names);
      const places = mounts(container).map(([path, spec]) => [textOf(spec.mountPath), path] as const);
      for (const [place, path] of repeated(places)) yield twice(`the mount at ${place}`, path);
    }
  },
};

function mounts({ spec, path }: Container) {
  return objectsAt(spec, "volumeMounts").map(([index, mount]) => [[...path, "volumeMounts", index], mount] as const);
}

function* nameless(container: Container, names: ReadonlySet<string>): Iterable<Problem> {
  const { resource } = container.pod;
  for (const [path, mount] of mounts(container)) {
    const name = textOf(mount.name);
    if (name === "" || names.has(name)) continue;
    yield {
      resource,
      path: [...path, "name"],
      message: `the API server refuses the pod: a mount names ${name}, and the pod has no volume of this name`,
      fix: "Add the volume to the pod, or correct the name of the mount.",
    };
  }
}

/** All but the first of each name. */
function repeated(named: readonly (readonly [string, Path])[]): readonly (readonly [string, Path])[] {
  const seen = new Set<string>();
  return named.filter(([name]) => {
    const isAgain = name !== "" && seen.has(name);
    seen.add(name);
    return isAgain;
  });
}
