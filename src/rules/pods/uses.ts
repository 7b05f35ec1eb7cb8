/** The Secrets and ConfigMaps that a pod needs before its containers start: variables and volumes. */
import { at, isObject, type JsonObject, objectsAt, type Path, textOf } from "../../model/json.ts";
import { volumesOf } from "./mounts.ts";
import { type Container, containersOf, type Pod } from "./pod.ts";
import { referencesOf } from "./variables.ts";

export interface Use {
  readonly pod: Pod;
  readonly path: Path;
  readonly kind: "Secret" | "ConfigMap";
  readonly name: string;
  /** Undefined where the whole object is read. */
  readonly key: string | undefined;
  readonly optional: boolean;
}

export function usesOf(pod: Pod): readonly Use[] {
  return [...containersOf(pod).flatMap((container) => usesOfVariables(container)), ...usesOfVolumes(pod)].filter(
    ({ name }) => name !== "",
  );
}

function usesOfVariables(container: Container): Use[] {
  const { pod } = container;
  const single = referencesOf(container).map(({ path, to }) => ({ pod, path, ...to }));
  const whole = objectsAt(container.spec, "envFrom").flatMap(([index, source]) =>
    named(pod, [...container.path, "envFrom", index], source, { Secret: "secretRef", ConfigMap: "configMapRef" }),
  );
  return [...single, ...whole];
}

function usesOfVolumes(pod: Pod): Use[] {
  return volumesOf(pod).flatMap(({ path, spec }) => {
    const projected = objectsAt(spec, "projected", "sources").flatMap(([index, source]) =>
      named(pod, [...path, "projected", "sources", index], source, VOLUME_FIELDS),
    );
    return [...named(pod, path, spec, VOLUME_FIELDS), ...projected];
  });
}

const VOLUME_FIELDS = { Secret: "secret", ConfigMap: "configMap" } as const;

/** One use of each item, or one of the whole object. */
function named(pod: Pod, path: Path, source: JsonObject, fields: Readonly<Record<Use["kind"], string>>): Use[] {
  return (["Secret", "ConfigMap"] as const).flatMap((kind): Use[] => {
    const field = fields[kind];
    const spec = at(source, field);
    if (!isObject(spec)) return [];
    const name = textOf(spec.secretName) || textOf(spec.name);
    const use = { pod, path: [...path, field], kind, name, optional: spec.optional === true };
    if (!Array.isArray(spec.items)) return [{ ...use, key: undefined }];
    return objectsAt(spec, "items").map(([index, item]) => ({
      ...use,
      path: [...use.path, "items", index],
      key: textOf(item.key),
    }));
  });
}
