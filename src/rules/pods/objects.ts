/** Finds the objects that others name: ConfigMaps, Secrets and Services by namespace and name. */

import type { Resource } from "../../model/applied.ts";
import { grouped } from "../../model/grouped.ts";
import { isObject } from "../../model/json.ts";
import { objectAt, type Pod } from "./pod.ts";
import { selects } from "./selectors.ts";

/** Stands for a part of a text that is not in the input: the value of a Secret, of a field of the pod. */
export const UNKNOWN = "\ufffc";

export class Objects {
  readonly #byName: ReadonlyMap<string, Resource>;
  readonly #byKind: ReadonlyMap<string, readonly Resource[]>;
  readonly #byNamespace: ReadonlyMap<string, readonly Resource[]>;

  constructor(resources: readonly Resource[]) {
    this.#byName = new Map(resources.map((resource) => [keyOf(resource), resource]));
    this.#byKind = grouped(resources, ({ id }) => `${id.group}/${id.kind}`);
    this.#byNamespace = grouped(resources, ({ id }) => id.namespace);
  }

  /**
   * `Service`, `Certificate.cert-manager.io`; of cluster-wide kinds the namespace is empty. `helm template` leaves the
   * namespace out, so an object without one is found from everywhere.
   */
  find(kind: string, namespace: string, name: string): Resource | undefined {
    return this.#byName.get(`${kind} ${namespace}/${name}`) ?? this.#byName.get(`${kind} /${name}`);
  }

  ofKind(group: string, kind: string): readonly Resource[] {
    return this.#byKind.get(`${group}/${kind}`) ?? [];
  }

  /** Of exactly that namespace: those without one are in the empty one. */
  inNamespace(namespace: string): readonly Resource[] {
    return this.#byNamespace.get(namespace) ?? [];
  }

  /** Services whose selector picks the pod's labels. */
  servicesOf(pod: Pod): readonly Resource[] {
    return this.inNamespace(pod.namespace).filter(({ id, manifest }) => {
      if (id.kind !== "Service" || id.group !== "") return false;
      const selector = objectAt(manifest, "spec", "selector");
      return Object.keys(selector).length > 0 && selects(selector, pod.labels);
    });
  }

  /** The Service that a host names, seen from a namespace: `db`, `db.ns`, `db.ns.svc`, `db.ns.svc.cluster.local`. */
  serviceAt(host: string, from: string): Resource | undefined {
    const [name = "", namespace = from, ...rest] = host.replace(/\.$/, "").split(".");
    const domain = rest.join(".");
    if (domain !== "" && domain !== "svc" && !domain.startsWith("svc.")) return undefined;
    return this.find("Service", namespace, name);
  }
}

function keyOf({ id }: Resource): string {
  const kind = id.group === "" ? id.kind : `${id.kind}.${id.group}`;
  return `${kind} ${id.namespace}/${id.name}`;
}

/** The texts of a Secret's or ConfigMap's keys, UNKNOWN where it is encrypted or filled in later; base64 is decoded, and what is none is empty. */
export function dataOf({ manifest }: Resource): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const decode = manifest.kind === "Secret";
  for (const [key, value] of Object.entries(isObject(manifest.data) ? manifest.data : {})) {
    if (typeof value === "string") texts.set(key, decode ? secretText(value, decoded(value)) : value);
  }
  for (const [key, value] of Object.entries(isObject(manifest.stringData) ? manifest.stringData : {})) {
    if (typeof value === "string") texts.set(key, decode ? secretText(value, value) : value);
  }
  for (const key of Object.keys(isObject(manifest.binaryData) ? manifest.binaryData : {})) texts.set(key, "");
  return texts;
}

/**
 * What stands for a value until sops (`ENC[`), the Argo CD Vault plugin (`<path:`), vals (`ref+`) or Flux's substitution
 * (`${NAME}`) puts one there.
 */
const LATER = /^ENC\[|<path:|^ref\+|\$\{[A-Za-z_]\w*[^}]*\}/;

function secretText(written: string, text: string): string {
  return LATER.test(written) || LATER.test(text) ? UNKNOWN : text;
}

function decoded(base64: string): string {
  const bytes = Uint8Array.from(atobOrEmpty(base64.replaceAll(/\s/g, "")), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

function atobOrEmpty(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
