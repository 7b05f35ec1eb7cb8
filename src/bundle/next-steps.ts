/** What a person does after `gen`: prerequisites of the choices, Secrets, and the hand-over, as data. */
import type { Rendered } from "../engines/engine.ts";
import type { EngineName, Environment } from "../model/environment.ts";
import { listSecrets, type RequiredSecret, type StoreEntry, storeEntries } from "../secrets/list.ts";

export interface NextSteps {
  readonly env: Environment;
  readonly secrets: readonly RequiredSecret[];
  readonly store: readonly StoreEntry[];
  /** Controllers that must run in the cluster before, apart from the engines. */
  readonly controllers: readonly string[];
  readonly engines: readonly { readonly engine: EngineName; readonly folder: string; readonly needs: string }[];
}

export function nextSteps({ env }: Rendered): NextSteps {
  return {
    env,
    secrets: listSecrets(env),
    store: storeEntries(env),
    controllers: controllers(env),
    engines: env.engines.map((engine) => ({ engine, folder: `${engine}/${env.name}`, needs: needs(engine, env) })),
  };
}

function controllers(env: Environment): string[] {
  const { tls, secrets, ingress } = env;
  return [
    ...namespaces(env),
    ...(tls.source === "cert-manager" ? [`cert-manager with ${tls.issuerRef.kind} ${tls.issuerRef.name}`] : []),
    ...(secrets.provider === "external-secrets"
      ? [`external-secrets (API v1) with ${secrets.storeRef.kind} ${secrets.storeRef.name}`]
      : []),
    ...(secrets.provider === "sealed-secrets" ? ["sealed-secrets"] : []),
    ...(ingress.type === "nginx" ? ["ingress-nginx"] : []),
    ...(ingress.type === "traefik" ? ["Traefik 3.4 or newer with its custom resources"] : []),
    ...(env.database.type === "external" ? ["PostgreSQL 15 or newer, its role the owner of its database"] : []),
  ];
}

/** Those that somebody else owns, with what their pods must be allowed. */
function namespaces(env: Environment): string[] {
  if (env.namespace.owned) return [];
  const label = "pod-security.kubernetes.io/enforce: privileged";
  const agents = env.agents.kind === "daemonset" ? [`namespace ${env.agents.namespace}, labelled ${label}`] : [];
  return [`namespace ${env.namespace.name}`, ...agents];
}

function needs(engine: EngineName, env: Environment): string {
  if (engine === "argocd") return `Argo CD 3.3 or newer, in namespace ${env.argocd.namespace}`;
  const delivery =
    env.flux.delivery === "helmrelease" ? "source, kustomize and helm controllers" : "source and kustomize controllers";
  return `Flux 2.8 or newer (${delivery}), its objects in namespace ${env.flux.namespace}`;
}
