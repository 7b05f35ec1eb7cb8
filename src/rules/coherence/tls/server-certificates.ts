/** The cert-manager objects that make the server's certificate, its names, and what signs it. */
import type { Resource } from "../../../model/applied.ts";
import { at, isObject, objectsAt, type Path, textOf } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Objects } from "../../pods/objects.ts";
import { objectAt } from "../../pods/pod.ts";
import { CERTIFICATE, mountedKey } from "./server-files.ts";

export interface ServerCertificate {
  readonly resource: Resource;
  /** Of the list of names, or what would hold it. */
  readonly path: Path;
  readonly names: readonly string[];
  readonly issuer: Issuer;
}

export interface Issuer {
  readonly name: string;
  /** `acme` by the issuer, or by a name that says it; `private` is one with an authority of its own. */
  readonly type: "acme" | "private" | "unknown";
}

/** By the Secrets that the servers read; none where several make one Secret, which tls-single-source speaks of. */
export function serverCertificates({ servers, objects, producers }: Installation): readonly ServerCertificate[] {
  const found = servers.flatMap((server) => {
    const key = mountedKey(server, CERTIFICATE);
    const makers = key?.kind === "Secret" ? producers.of("Secret", server.pod.namespace, key.name) : [];
    const certificates = makers.flatMap(({ resource, path }) => certificateOf(resource, path, objects));
    return certificates.length > 1 ? [] : certificates;
  });
  return found.filter((one, index) => found.findIndex(({ resource }) => resource === one.resource) === index);
}

function certificateOf(resource: Resource, path: Path, objects: Objects): readonly ServerCertificate[] {
  const { manifest, id } = resource;
  if (id.kind === "Certificate") {
    const names = ["dnsNames", "ipAddresses"].flatMap((field) => textsAt(objectAt(manifest, "spec"), field));
    const written = at(manifest, "spec", "dnsNames") === undefined ? ["spec"] : ["spec", "dnsNames"];
    return [
      { resource, path: written, names, issuer: issuerOf(resource, objectAt(manifest, "spec", "issuerRef"), objects) },
    ];
  }
  if (id.kind !== "Ingress") return [];
  const annotations = objectAt(manifest, "metadata", "annotations");
  const kind = "cert-manager.io/cluster-issuer" in annotations ? "ClusterIssuer" : "Issuer";
  const name = textOf(annotations["cert-manager.io/cluster-issuer"]) || textOf(annotations["cert-manager.io/issuer"]);
  const entry = objectsAt(manifest, "spec", "tls").find(([index]) => index === path[2]);
  const names = entry === undefined ? [] : textsAt(entry[1], "hosts");
  return [{ resource, path: path.slice(0, 3), names, issuer: issuerOf(resource, { name, kind }, objects) }];
}

function issuerOf({ id }: Resource, reference: Readonly<Record<string, unknown>>, objects: Objects): Issuer {
  const name = textOf(reference.name);
  const kind = textOf(reference.kind) || "Issuer";
  const found = objects.find(`${kind}.cert-manager.io`, kind === "ClusterIssuer" ? "" : id.namespace, name);
  const spec = found === undefined ? {} : objectAt(found.manifest, "spec");
  if (isObject(spec.acme)) return { name, type: "acme" };
  if (isObject(spec.ca) || isObject(spec.selfSigned)) return { name, type: "private" };
  return { name, type: found === undefined && /letsencrypt|acme|zerossl/i.test(name) ? "acme" : "unknown" };
}

function textsAt(value: Readonly<Record<string, unknown>>, field: string): readonly string[] {
  const list = value[field];
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}
