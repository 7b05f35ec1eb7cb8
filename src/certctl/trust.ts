/** By what agents trust the server: decided once, read by the manifests and by the list of Secrets. */
import type { Environment } from "../model/environment.ts";

/** True where cert-manager can hand the authority to the agents' namespace: a namespaced Issuer can't. */
export function certManagerHandsOutAuthority(env: Environment): boolean {
  if (env.tls.source !== "cert-manager" || env.agents.kind === "off") return false;
  return env.tls.issuerRef.kind.endsWith("ClusterIssuer") || env.agents.namespace === env.namespace.name;
}
