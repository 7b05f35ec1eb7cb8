/** The objects that a pod can't start without, as far as the environment has them. */
import type { Resource } from "../../model/applied.ts";
import { at, isObject } from "../../model/json.ts";
import { sourcesOf, volumesOf } from "../pods/mounts.ts";
import type { Objects } from "../pods/objects.ts";
import { containersOf, objectsAt, type Pod, textOf } from "../pods/pod.ts";
import { referencesOf } from "../pods/variables.ts";

export type NeedKind = "Namespace" | "ServiceAccount" | "Secret" | "ConfigMap" | "PersistentVolumeClaim";

export interface Need {
  readonly kind: NeedKind;
  /** Any of them gives what is needed; at least one. */
  readonly producers: readonly Resource[];
}

export function needsOf(pod: Pod, objects: Objects): readonly Need[] {
  const { namespace, spec } = pod;
  const account = textOf(spec.serviceAccountName) || textOf(spec.serviceAccount);
  const named: readonly (readonly [NeedKind, string])[] = [
    ["Namespace", namespace],
    ["ServiceAccount", account],
    ...claimsOf(pod).map((name) => ["PersistentVolumeClaim", name] as const),
    ...keysOf(pod),
  ];
  return named.flatMap(([kind, name]) => {
    const producers = name === "" ? [] : producersOf(kind, namespace, name, objects);
    return producers.length === 0 ? [] : [{ kind, producers }];
  });
}

export function claimsOf(pod: Pod): readonly string[] {
  return volumesOf(pod)
    .map(({ spec }) => textOf(at(spec, "persistentVolumeClaim", "claimName")))
    .filter((name) => name !== "");
}

/** Secrets and ConfigMaps without which kubelet does not start a container. */
function keysOf(pod: Pod): readonly (readonly ["Secret" | "ConfigMap", string])[] {
  const volumes = volumesOf(pod).flatMap(({ spec }) => sourcesOf(spec));
  const variables = containersOf(pod).flatMap((container) => referencesOf(container).map(({ to }) => to));
  const whole = containersOf(pod).flatMap((container) =>
    objectsAt(container.spec, "envFrom").flatMap(([, source]) =>
      (["secretRef", "configMapRef"] as const).flatMap((field) => {
        const named = source[field];
        if (!isObject(named)) return [];
        const kind = field === "secretRef" ? ("Secret" as const) : ("ConfigMap" as const);
        return [{ kind, name: textOf(named.name), optional: named.optional === true }];
      }),
    ),
  );
  return [...volumes, ...variables, ...whole]
    .filter(({ optional }) => !optional)
    .map(({ kind, name }) => [kind, name] as const);
}

function producersOf(kind: NeedKind, namespace: string, name: string, objects: Objects): readonly Resource[] {
  const itself = objects.find(kind, kind === "Namespace" ? "" : namespace, name);
  if (itself !== undefined) return [itself];
  return kind === "Secret" ? makersOf(namespace, name, objects) : [];
}

/** What makes a Secret of that name in the cluster. */
function makersOf(namespace: string, name: string, objects: Objects): readonly Resource[] {
  const makers: readonly (readonly [string, string, (resource: Resource) => unknown])[] = [
    ["bitnami.com", "SealedSecret", ({ id }) => id.name],
    ["external-secrets.io", "ExternalSecret", ({ manifest, id }) => at(manifest, "spec", "target", "name") ?? id.name],
    ["cert-manager.io", "Certificate", ({ manifest }) => at(manifest, "spec", "secretName")],
  ];
  return makers.flatMap(([group, kind, made]) =>
    objects
      .ofKind(group, kind)
      .filter((resource) => made(resource) === name && ["", namespace].includes(resource.id.namespace)),
  );
}
