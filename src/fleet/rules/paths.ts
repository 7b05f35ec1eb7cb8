/** Names and paths that stay where they belong, and settings that need another one. */
import { PROFILES } from "../../certctl/profiles.ts";
import { isObject } from "../../model/json.ts";
import type { FleetRule, Problem } from "./rule.ts";

/** Why a directory of the repository is not one, or undefined. */
export function pathProblem(path: string): string | undefined {
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is absolute";
  if (path.includes("\\")) return "has a backslash";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(path)) return "has a control character";
  if (path.split("/").includes("..")) return "leaves the repository with `..`";
  return undefined;
}

export const pathOutside: FleetRule = {
  name: "path-outside",
  acceptable: false,
  check({ settings }) {
    return Object.entries(settings.own ?? {}).flatMap(([stage, directory]): Problem[] => {
      const why = pathProblem(directory);
      if (why === undefined) return [];
      const message = `own.${stage} ${JSON.stringify(directory)} ${why}`;
      return [{ path: ["own", stage], message, fix: "Give a directory inside the repository, relative to its root." }];
    });
  },
};

export const ownStage: FleetRule = {
  name: "own-stage",
  acceptable: false,
  check({ settings, profile }) {
    const { own = {} } = settings;
    const missing = [
      ["credentials", settings.database?.type === "external", "database.type is external"],
      ["migrate", (settings.migrations ?? PROFILES[profile].migrations) === "boot", "migrations is boot"],
      ["agent", settings.agents?.kind === "off", "agents.kind is off"],
    ] as const;
    return missing.flatMap(([stage, isMissing, why]): Problem[] => {
      if (!isMissing || own[stage] === undefined) return [];
      const message = `own.${stage} would be left out: the cluster has no such stage, since ${why}`;
      return [{ path: ["own", stage], message, fix: "Put the directory into another stage, such as own.config." }];
    });
  },
};

const NAME = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

export const invalidName: FleetRule = {
  name: "invalid-name",
  acceptable: false,
  check({ settings }) {
    const maps = [
      ["labels", settings.labels, true],
      ["annotations", settings.annotations, false],
      ["agents.nodeSelector", settings.agents?.nodeSelector, true],
      ["scheduling.nodeSelector", settings.scheduling?.nodeSelector, true],
      ["ingress.annotations", settings.ingress?.annotations, false],
    ] as const;
    return maps.flatMap(([at, map, isLabel]) =>
      Object.entries(map ?? {}).flatMap(([key, value]): Problem[] => {
        const why =
          keyProblem(key) ??
          (isLabel && value !== "" && !NAME.test(value) ? `has the value ${JSON.stringify(value)}` : undefined);
        if (why === undefined) return [];
        const message = `${at} ${JSON.stringify(key)} ${why}, which Kubernetes refuses`;
        const fix =
          "A key is [prefix/]name; names and label values have letters, digits, `-`, `_` and `.`, at most 63.";
        return [{ path: [...at.split("."), key], message, fix }];
      }),
    );
  },
};

/**
 * Labels by which selectors find pods, and annotations by which engines order objects and kustomize leaves them out, are
 * not the user's to set.
 */
const RESERVED = [
  "argocd.argoproj.io/",
  "config.kubernetes.io/",
  "helm.sh/",
  "helm.toolkit.fluxcd.io/",
  "internal.config.kubernetes.io/",
  "kustomize.toolkit.fluxcd.io/",
];
const RESERVED_LABELS = ["app.kubernetes.io/name", "app.kubernetes.io/component", "pod-security.kubernetes.io/enforce"];

function keyProblem(key: string): string | undefined {
  if (RESERVED.some((prefix) => key.startsWith(prefix)) || RESERVED_LABELS.includes(key)) {
    return "is what the bundle itself rests on";
  }
  const [prefix, name] = key.includes("/")
    ? [key.slice(0, key.indexOf("/")), key.slice(key.indexOf("/") + 1)]
    : ["", key];
  if (key.includes("/") && (!PREFIX.test(prefix) || prefix.length > 253)) return "has a prefix that is no DNS name";
  return NAME.test(name) ? undefined : "is no name";
}

export const ingressHost: FleetRule = {
  name: "ingress-host",
  acceptable: false,
  check({ settings }) {
    const { ingress } = settings;
    if (ingress?.type === undefined || ingress.type === "none" || ingress.host !== undefined) return [];
    return [
      {
        path: ["ingress", "type"],
        message: "an ingress needs a host name",
        fix: "Add ingress.host: certctl.example.com.",
      },
    ];
  },
};

export const destination: FleetRule = {
  name: "argocd-destination",
  acceptable: false,
  check({ settings }) {
    const target = settings.argocd?.destination;
    if (!isObject(target) || target.name === undefined || target.server === undefined) return [];
    const message = "argocd.destination has both name and server, and Argo CD takes one of them";
    return [{ path: ["argocd", "destination"], message, fix: "Remove one of the two." }];
  },
};

export const fluxSource: FleetRule = {
  name: "flux-source",
  acceptable: false,
  check({ settings }) {
    const { flux } = settings;
    if (flux?.sourceRef === undefined || flux.secretRef === undefined) return [];
    const message =
      "flux.secretRef is for a GitRepository of the bundle's own, but flux.sourceRef names an existing one";
    return [{ path: ["flux", "secretRef"], message, fix: "Remove one of the two." }];
  },
};
