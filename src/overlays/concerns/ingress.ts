/** How this cluster's dashboard is reached from outside. */
import {
  BASE_INGRESS_TLS_SECRET,
  BASE_NAMESPACE,
  CONTROLLER_NAMESPACES,
  INGRESS_POLICY,
} from "../../certctl/base-names.ts";
import { SECRETS, SERVER } from "../../certctl/names.ts";
import type { Environment, IngressSettings } from "../../model/environment.ts";
import type { JsonObject } from "../../model/json.ts";
import { type Contribution, merge, replace } from "../contribution.ts";

type Ingress = Exclude<IngressSettings, { type: "none" }>;

export function ingress(env: Environment): Contribution[] {
  const { ingress: settings } = env;
  if (settings.type === "none") return [];
  return [
    { stage: "edge", component: `ingress-${settings.type}` },
    ...(settings.type === "nginx" ? nginx(settings) : traefik(env, settings)),
    ...controller(env, settings),
  ];
}

function nginx(settings: Ingress): Contribution[] {
  const values: Record<string, JsonObject[string]> = {
    "/spec/rules/0/host": settings.host,
    "/spec/tls/0/hosts/0": settings.host,
  };
  if (settings.className !== "nginx") values["/spec/ingressClassName"] = settings.className;
  if (settings.tlsSecretName !== BASE_INGRESS_TLS_SECRET) values["/spec/tls/0/secretName"] = settings.tlsSecretName;
  const target = { kind: "Ingress", name: SERVER };
  const host = replace("edge", "host.yaml", "The name by which this cluster's dashboard is reached.", target, values);
  return [host, ...annotations(settings, "networking.k8s.io/v1", "Ingress")];
}

function traefik(env: Environment, settings: Ingress): Contribution[] {
  const values: Record<string, JsonObject[string]> = { "/spec/routes/0/match": `Host(\`${settings.host}\`)` };
  if (settings.tlsSecretName !== BASE_INGRESS_TLS_SECRET) values["/spec/tls/secretName"] = settings.tlsSecretName;
  const target = { kind: "IngressRoute", name: SERVER };
  const host = replace("edge", "host.yaml", "The name by which this cluster's dashboard is reached.", target, values);
  return [host, ...transport(env), ...annotations(settings, "traefik.io/v1alpha1", "IngressRoute")];
}

/** How Traefik trusts the server behind it. */
function transport(env: Environment): Contribution[] {
  const name = `${SERVER}.${env.namespace.name}.svc`;
  const { tls } = env;
  let spec: JsonObject = {};
  if (tls.source === "init-container") spec = { rootCAs: null, insecureSkipVerify: true };
  else if (tls.secretName !== SECRETS.tls) spec = { rootCAs: [{ secret: tls.secretName }] };
  if (env.namespace.name !== BASE_NAMESPACE) spec = { serverName: name, ...spec };
  if (Object.keys(spec).length === 0) return [];
  const patch = { apiVersion: "traefik.io/v1alpha1", kind: "ServersTransport", metadata: { name: SERVER }, spec };
  return [merge("edge", "servers-transport.yaml", "How Traefik trusts this cluster's server.", patch)];
}

function annotations(settings: Ingress, apiVersion: string, kind: string): Contribution[] {
  if (Object.keys(settings.annotations).length === 0) return [];
  const patch = { apiVersion, kind, metadata: { name: SERVER, annotations: settings.annotations } };
  return [merge("edge", "ingress-annotations.yaml", "What this cluster tells its ingress controller.", patch)];
}

function controller(env: Environment, settings: Ingress): Contribution[] {
  if (env.networkPolicies === "off") {
    const policy = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: INGRESS_POLICY } };
    return [
      merge("edge", "no-network-policy.yaml", "This cluster has no NetworkPolicies.", { $patch: "delete", ...policy }),
    ];
  }
  if (settings.controllerNamespace === CONTROLLER_NAMESPACES[settings.type]) return [];
  const path = "/spec/ingress/0/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name";
  const why = "Where this cluster's ingress controller runs.";
  const target = { kind: "NetworkPolicy", name: INGRESS_POLICY };
  return [replace("edge", "controller-namespace.yaml", why, target, { [path]: settings.controllerNamespace })];
}
