/** How ingress controllers are told to speak HTTPS to a backend. */
import type { Resource } from "../../../model/applied.ts";
import type { JsonObject } from "../../../model/json.ts";
import { textOf } from "../../../model/json.ts";
import { objectAt } from "../../pods/pod.ts";
import type { Fault } from "../../rule.ts";

export interface Target {
  /** Of the Ingress. */
  readonly annotations: JsonObject;
  readonly service: Resource;
  readonly portName: string;
}

export interface Controller {
  readonly name: string;
  readonly className: RegExp;
  /** Its annotations of Ingresses begin so. */
  readonly prefix: string;
  readonly isHttps: (target: Target) => boolean;
  readonly fix: string;
  /** What is wrong though HTTPS is spoken. */
  readonly fault?: (target: Target) => Fault | undefined;
}

const NGINX = "nginx.ingress.kubernetes.io/";
const TRAEFIK = "traefik.ingress.kubernetes.io/";
export const TRAEFIK_CHECKS =
  "Traefik checks the server's certificate against the pod's address and its own authorities; unless it is told globally not to, it answers 500";

const CONTROLLERS: readonly Controller[] = [
  {
    name: "nginx",
    className: /nginx/,
    prefix: NGINX,
    // The second is ingress-nginx's way past it, the third the annotation of NGINX Inc.'s controller.
    isHttps: ({ annotations, service }) =>
      /^HTTPS$/i.test(textOf(annotations[`${NGINX}backend-protocol`])) ||
      annotations[`${NGINX}ssl-passthrough`] === "true" ||
      textOf(annotations["nginx.org/ssl-services"])
        .split(/[\s,]+/)
        .includes(service.id.name),
    fix: `Set the annotations ${NGINX}backend-protocol: HTTPS and ${NGINX}proxy-ssl-protocols: TLSv1.3.`,
    fault: ({ annotations }) => {
      const name = `${NGINX}proxy-ssl-protocols`;
      const protocols = textOf(annotations[name]);
      if (protocols === "" || protocols.split(/\s+/).includes("TLSv1.3")) return undefined;
      return {
        path: ["metadata", "annotations", name],
        message: "nginx may not use TLS 1.3 to the server, which speaks no older one: every request ends in 502",
        fix: `Set ${name}: TLSv1.3.`,
      };
    },
  },
  {
    name: "Traefik",
    className: /traefik/,
    prefix: TRAEFIK,
    isHttps: ({ service, portName }) =>
      textOf(objectAt(service.manifest, "metadata", "annotations")[`${TRAEFIK}service.serversscheme`]) === "https" ||
      portName.startsWith("https"),
    fix: `Set the annotation ${TRAEFIK}service.serversscheme: https on the Service, and ${TRAEFIK}service.serverstransport.`,
    fault: ({ service }) => {
      const annotations = objectAt(service.manifest, "metadata", "annotations");
      if (annotations[`${TRAEFIK}service.serverstransport`] !== undefined) return undefined;
      return {
        severity: "warning",
        message: TRAEFIK_CHECKS,
        fix: `Set the annotation ${TRAEFIK}service.serverstransport on the Service, with the server's name and authority.`,
      };
    },
  },
  annotated("HAProxy", /haproxy/, "haproxy.org/", "haproxy.org/server-ssl", "true"),
  annotated("HAProxy", /haproxy/, "haproxy-ingress.github.io/", "haproxy-ingress.github.io/backend-protocol", "h1-ssl"),
  annotated(
    "the AWS load balancer",
    /^alb$/,
    "alb.ingress.kubernetes.io/",
    "alb.ingress.kubernetes.io/backend-protocol",
    "HTTPS",
  ),
  onService("Contour", /contour/, "projectcontour.io/", "projectcontour.io/upstream-protocol.tls"),
  onService("Kong", /kong/, "konghq.com/", "konghq.com/protocol"),
  onService("Google's load balancer", /^gce/, "ingress.gcp.kubernetes.io/", "cloud.google.com/app-protocols"),
];

/** One that an annotation of the Ingress tells. */
function annotated(name: string, className: RegExp, prefix: string, key: string, value: string): Controller {
  return {
    name,
    className,
    prefix,
    isHttps: ({ annotations }) => textOf(annotations[key]).toLowerCase() === value.toLowerCase(),
    fix: `Set the annotation ${key}: ${value}.`,
  };
}

/** One that an annotation of the Service tells; its value names ports in ways of its own. */
function onService(name: string, className: RegExp, prefix: string, key: string): Controller {
  return {
    name,
    className,
    prefix,
    isHttps: ({ service }) => objectAt(service.manifest, "metadata", "annotations")[key] !== undefined,
    fix: `Set the annotation ${key} on the Service.`,
  };
}

/** Those that may be meant: by the class, else by the annotations, else all. */
export function controllersOf(className: string, annotations: JsonObject): readonly Controller[] {
  const named = CONTROLLERS.filter((one) => one.className.test(className));
  if (named.length > 0) return named;
  const spoken = CONTROLLERS.filter((one) => Object.keys(annotations).some((key) => key.startsWith(one.prefix)));
  return spoken.length > 0 ? spoken : CONTROLLERS;
}
