/** Certificates that cert-manager makes: of a Certificate, and of an Ingress or a Gateway with its annotations. */
import type { Resource } from "../../model/applied.ts";
import { at, type JsonObject, objectsAt, textOf } from "../../model/json.ts";
import { objectAt } from "../pods/pod.ts";
import type { Made } from "./made.ts";

const PAIR = ["tls.crt", "tls.key", "ca.crt"];
const SHIM = ["cert-manager.io/issuer", "cert-manager.io/cluster-issuer"];

/** With the keys of further formats and keystores. */
export function certificateKeys(manifest: JsonObject): readonly string[] {
  const formats = objectsAt(manifest, "spec", "additionalOutputFormats").map(([, { type }]) => type);
  const stores = (["jks", "pkcs12"] as const).flatMap((store) => {
    if (at(manifest, "spec", "keystores", store, "create") !== true) return [];
    const ending = store === "jks" ? "jks" : "p12";
    return [`keystore.${ending}`, `truststore.${ending}`];
  });
  return [
    ...PAIR,
    ...(formats.includes("CombinedPEM") ? ["tls-combined.pem"] : []),
    ...(formats.includes("DER") ? ["key.der"] : []),
    ...stores,
  ];
}

export function certificatesOfIngress(resource: Resource): readonly Made[] {
  if (!hasIssuer(resource)) return [];
  return objectsAt(resource.manifest, "spec", "tls").map(([index, { secretName }]) => ({
    name: textOf(secretName),
    path: ["spec", "tls", index, "secretName"],
    keys: PAIR,
  }));
}

export function certificatesOfGateway(resource: Resource): readonly Made[] {
  if (!hasIssuer(resource)) return [];
  return objectsAt(resource.manifest, "spec", "listeners").flatMap(([index, listener]) =>
    objectsAt(listener, "tls", "certificateRefs").map(([ref, { name }]) => ({
      name: textOf(name),
      path: ["spec", "listeners", index, "tls", "certificateRefs", ref],
      keys: PAIR,
    })),
  );
}

function hasIssuer({ manifest }: Resource): boolean {
  const annotations = objectAt(manifest, "metadata", "annotations");
  return SHIM.some((name) => name in annotations) || annotations["kubernetes.io/tls-acme"] === "true";
}
