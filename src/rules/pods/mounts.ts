/** What a container sees at a path: the volumes of its pod, where they are mounted, and the files in them. */
import { at, isObject, type JsonObject, objectsAt, type Path, textOf } from "../../model/json.ts";
import type { Container, Pod } from "./pod.ts";

export interface Volume {
  readonly name: string;
  readonly path: Path;
  readonly spec: JsonObject;
  /** Of a claim template, what its access modes are. */
  readonly modes?: readonly unknown[];
}

export interface Mount {
  /** Of the entry in `volumeMounts`. */
  readonly path: Path;
  readonly mountPath: string;
  readonly subPath: string;
  readonly readOnly: boolean;
  /** Undefined where neither `volumes` nor a claim template has the name. */
  readonly volume: Volume | undefined;
}

/** A file of a Secret or a ConfigMap as a container sees it. */
export interface MountedKey {
  readonly mount: Mount;
  readonly kind: "Secret" | "ConfigMap";
  readonly name: string;
  /** Undefined where no item of the volume has the file's name: it is then not there. */
  readonly key: string | undefined;
  readonly optional: boolean;
}

export function volumesOf(pod: Pod): readonly Volume[] {
  const inPod = objectsAt(pod.spec, "volumes").map(([index, spec]) => ({
    name: textOf(spec.name),
    path: [...pod.path, "volumes", index],
    spec,
  }));
  const claims = objectsAt(pod.resource.manifest, "spec", "volumeClaimTemplates").map(([index, spec]) => ({
    name: textOf(isObject(spec.metadata) ? spec.metadata.name : undefined),
    path: ["spec", "volumeClaimTemplates", index],
    spec: { persistentVolumeClaim: {} },
    modes: listAt(spec, "spec", "accessModes"),
  }));
  return [...inPod, ...claims];
}

function listAt(value: JsonObject, ...path: string[]): readonly unknown[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
}

export function mountsOf(container: Container): readonly Mount[] {
  const volumes = new Map(volumesOf(container.pod).map((volume) => [volume.name, volume]));
  return objectsAt(container.spec, "volumeMounts").map(([index, spec]) => ({
    path: [...container.path, "volumeMounts", index],
    mountPath: trimmed(textOf(spec.mountPath)),
    subPath: textOf(spec.subPath) || textOf(spec.subPathExpr),
    readOnly: spec.readOnly === true,
    volume: volumes.get(textOf(spec.name)),
  }));
}

/** The mount that holds a path, the innermost where mounts lie in each other; undefined where the image's own files are. */
export function mountAt(container: Container, path: string): Mount | undefined {
  const wanted = trimmed(path);
  return mountsOf(container)
    .filter(({ mountPath }) => wanted === mountPath || wanted.startsWith(`${mountPath === "/" ? "" : mountPath}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length)[0];
}

/** True for what outlives the pod. */
export function isPersistent({ volume }: Mount): boolean {
  if (volume === undefined) return true;
  return !("emptyDir" in volume.spec) && !("ephemeral" in volume.spec);
}

/** The key that is the file at a path; undefined where no Secret or ConfigMap is mounted there. */
export function keyAt(container: Container, path: string): MountedKey | undefined {
  const mount = mountAt(container, path);
  if (mount?.volume === undefined) return undefined;
  const inside = trimmed(path).slice(mount.mountPath.length).replace(/^\//, "");
  const file = [mount.subPath, inside].filter((part) => part !== "").join("/");
  return sourcesOf(mount.volume.spec)
    .map(({ kind, name, spec, optional }) => ({ mount, kind, name, key: keyOf(spec, file), optional }))
    .sort((a, b) => Number(a.key === undefined) - Number(b.key === undefined))[0];
}

interface KeySource {
  readonly kind: "Secret" | "ConfigMap";
  readonly name: string;
  readonly spec: JsonObject;
  readonly optional: boolean;
}

/** The Secrets and ConfigMaps whose keys are a volume's files. */
export function sourcesOf(volume: JsonObject): readonly KeySource[] {
  const projected = isObject(volume.projected) ? objectsAt(volume.projected, "sources").map(([, one]) => one) : [];
  return [volume, ...projected].flatMap((one) => {
    const sources: KeySource[] = [];
    for (const [kind, field] of [
      ["Secret", "secret"],
      ["ConfigMap", "configMap"],
    ] as const) {
      const spec = one[field];
      if (!isObject(spec)) continue;
      const name = textOf(spec.secretName) || textOf(spec.name);
      sources.push({ kind, name, spec, optional: spec.optional === true });
    }
    return sources;
  });
}

/** Without `items` each key is a file of its name. */
function keyOf(source: JsonObject, file: string): string | undefined {
  if (!Array.isArray(source.items)) return file;
  const item = objectsAt(source, "items").find(([, one]) => textOf(one.path) === file);
  return item === undefined ? undefined : textOf(item[1].key);
}

function trimmed(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}
