/** The dashboard and API from outside, through nginx or Traefik: the server speaks HTTPS only, TLS 1.3 only. */

import type { IIngress } from "kubernetes-models/networking.k8s.io/v1/Ingress";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { inStage } from "../../certctl/annotations.ts";
import {
  BASE_INGRESS_TLS_SECRET,
  BASE_NAMESPACE,
  CONTROLLER_NAMESPACES,
  INGRESS_POLICY,
} from "../../certctl/base-names.ts";
import { labels, selectorLabels } from "../../certctl/labels.ts";
import { SECRETS, SERVER, SERVER_PORT } from "../../certctl/names.ts";
import type { Manifest } from "../../model/manifest.ts";
import { object } from "../object.ts";
import type { Component } from "./component.ts";

const HOST = "certctl.example.com";

const metadata = { name: SERVER, annotations: inStage("edge"), labels: labels("server") };

export const ingressNginx: Component = {
  name: "ingress-nginx",
  gives: "The dashboard and API from outside, through ingress-nginx.",
  stages: {
    edge: {
      resources: { "ingress.yaml": nginx(), "network-policy.yaml": fromController(CONTROLLER_NAMESPACES.nginx) },
    },
  },
};

export const ingressTraefik: Component = {
  name: "ingress-traefik",
  gives: "The dashboard and API from outside, through Traefik.",
  stages: {
    edge: {
      resources: {
        "ingress-route.yaml": route(),
        "network-policy.yaml": fromController(CONTROLLER_NAMESPACES.traefik),
        "servers-transport.yaml": transport(),
      },
    },
  },
};

function nginx(): Manifest {
  return object<IIngress>({
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS",
        "nginx.ingress.kubernetes.io/proxy-ssl-protocols": "TLSv1.3",
      },
    },
    spec: {
      ingressClassName: "nginx",
      rules: [
        {
          host: HOST,
          http: {
            paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: SERVER, port: { name: "https" } } } }],
          },
        },
      ],
      tls: [{ hosts: [HOST], secretName: BASE_INGRESS_TLS_SECRET }],
    },
  });
}

// Traefik's types are in no package of ours; the API server judges these two with Traefik's own definitions.
function route(): Manifest {
  return {
    apiVersion: "traefik.io/v1alpha1",
    kind: "IngressRoute",
    metadata,
    spec: {
      entryPoints: ["websecure"],
      routes: [
        {
          kind: "Rule",
          match: `Host(\`${HOST}\`)`,
          services: [{ name: SERVER, port: SERVER_PORT, scheme: "https", serversTransport: SERVER }],
        },
      ],
      tls: { secretName: BASE_INGRESS_TLS_SECRET },
    },
  };
}

function transport(): Manifest {
  return {
    apiVersion: "traefik.io/v1alpha1",
    kind: "ServersTransport",
    metadata,
    spec: { serverName: `${SERVER}.${BASE_NAMESPACE}.svc`, rootCAs: [{ secret: SECRETS.tls }] },
  };
}

function fromController(namespace: string): Manifest {
  return object<INetworkPolicy>({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { ...metadata, name: INGRESS_POLICY },
    spec: {
      podSelector: { matchLabels: selectorLabels("server") },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } }],
          ports: [{ port: SERVER_PORT, protocol: "TCP" }],
        },
      ],
    },
  });
}
