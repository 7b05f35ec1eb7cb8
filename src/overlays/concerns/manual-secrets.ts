/** Says on the accounts of this cluster which Secrets a person makes, so that a check of the manifests misses none. */
import { MANUAL_SECRETS } from "../../certctl/annotations.ts";
import { AGENT, SERVER } from "../../certctl/names.ts";
import type { StageName } from "../../certctl/stages.ts";
import type { Environment } from "../../model/environment.ts";
import { requiredSecrets } from "../../secrets/required.ts";
import { type Contribution, merge } from "../contribution.ts";
import { storedSecrets } from "./secrets.ts";

const WHY =
  "The Secrets that a person makes (`certctl-gitops secrets`): validate warns of any other that nothing makes.";

export function manualSecrets(env: Environment): Contribution[] {
  const server = manualIn(env, env.namespace.name);
  const apart = env.agents.kind !== "off" && env.agents.namespace !== env.namespace.name;
  const agents = apart ? manualIn(env, env.agents.namespace) : [];
  return [...named("config", SERVER, server), ...named("agent", AGENT, agents)];
}

/** With sealed-secrets and sops the user's own objects make them, and it is worth a warning where they are not there. */
function manualIn(env: Environment, namespace: string): readonly string[] {
  const { provider } = env.secrets;
  if (provider === "sealed-secrets" || provider === "sops") return [];
  const stored = provider === "external-secrets" ? storedSecrets(env) : new Set<string>();
  const needed = requiredSecrets(env)
    .filter((secret) => secret.namespace === namespace && secret.madeBy !== "cert-manager" && secret.readers.length > 0)
    .map(({ name }) => name);
  return [...new Set([...needed, ...env.certctl.pullSecrets])].filter((name) => !stored.has(name));
}

function named(stage: StageName, account: string, names: readonly string[]): Contribution[] {
  if (names.length === 0) return [];
  const metadata = { name: account, annotations: { [MANUAL_SECRETS]: names.join(", ") } };
  return [merge(stage, "manual-secrets.yaml", WHY, { apiVersion: "v1", kind: "ServiceAccount", metadata })];
}
