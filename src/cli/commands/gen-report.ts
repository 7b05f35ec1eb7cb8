/** What `gen` says at its end: what to commit, what the cluster needs, and how to hand it over. */
import type { NextSteps } from "../../bundle/next-steps.ts";
import type { Environment } from "../../model/environment.ts";
import type { Colors } from "../../reports/colors.ts";
import { formatSecretNames } from "../../secrets/list.ts";

interface Context {
  readonly files: readonly string[];
  readonly out: string;
  /** Flags that `secrets` needs again. */
  readonly flags: string;
  readonly colors: Colors;
}

const ENGINE_NAMES = { argocd: "Argo CD", flux: "Flux" } as const;

/** One cluster is told whole; of a fleet, a line each. */
export function formatNextSteps(steps: readonly NextSteps[], context: Context): string {
  const { colors, files } = context;
  const [only] = steps;
  const commit = `\n${colors.bold("Commit")}\n  git add ${files.join(" ")} && git commit -m "certctl: ${steps.length === 1 ? only?.env.name : "fleet"}"\n`;
  if (only === undefined) return "";
  return commit + (steps.length === 1 ? single(only, context) : fleet(steps, context));
}

function single(steps: NextSteps, { out, flags, colors }: Context): string {
  const { env } = steps;
  const parts = [
    `\n${colors.bold("Needed in the cluster")}`,
    ...steps.controllers.map((text) => `  ${text}`),
    ...steps.engines.map(({ needs }) => `  ${needs}`),
    `\n${colors.bold("Secrets")} (certctl-gitops secrets ${env.name}${flags} --list says who reads them)`,
    indent(formatSecretNames(steps.secrets)),
    ...produce(steps, flags),
    `\n${colors.bold("Hand over")}${steps.engines.length > 1 ? ", to one of the two (no engine is named, so both are written: --engine)" : ""}`,
    ...steps.engines.map(
      ({ engine, folder }) => `  ${ENGINE_NAMES[engine].padEnd(8)} kubectl apply -k ${out}/${folder}`,
    ),
  ];
  return `${parts.join("\n")}\n`;
}

function produce({ env, secrets, store }: NextSteps, flags: string): string[] {
  const command = `npx certctl-gitops secrets ${env.name}${flags}`;
  switch (env.secrets.provider) {
    case "manual":
      return secrets.some((s) => s.madeBy === "secrets") ? ["", `  Make them:  ${command} | kubectl create -f -`] : [];
    case "sealed-secrets":
      return ["", `  Seal them:  ${command} --no-namespace | kubeseal -o yaml > sealed.yaml`, ...ownDirectories(env)];
    case "sops": {
      const encrypt =
        "sops encrypt --input-type yaml --output-type yaml --encrypted-regex '^(data|stringData)$' /dev/stdin";
      return ["", `  Encrypt them:  ${command} --no-namespace | ${encrypt} > secrets.yaml`, ...ownDirectories(env)];
    }
    case "external-secrets":
      return [
        "",
        "  They come from the store; it must hold",
        ...store.map(({ key, properties }) => `    ${key}: ${properties.join(", ")}`),
        `  Values for them:  ${command} --no-namespace`,
      ];
  }
}

/** One stage has one namespace, so what was made in one go is put into two directories. */
function ownDirectories(env: Environment): string[] {
  const { namespace, agents } = env;
  if (agents.kind === "off" || agents.namespace === namespace.name) {
    return ["  Put the file into a directory with a kustomization.yaml of kind Component, and name it in own.config."];
  }
  return [
    `  Put its documents of namespace ${namespace.name} into one directory, those of ${agents.namespace} into another, each with a`,
    "  kustomization.yaml of kind Component, and name them in own.config and own.agent.",
  ];
}

const LISTED = 20;

function fleet(steps: readonly NextSteps[], { out, flags, colors }: Context): string {
  const width = Math.max(...steps.slice(0, LISTED).map((s) => s.env.name.length));
  const lines = steps.slice(0, LISTED).map(({ env, engines }) => {
    const handOver = engines.map(({ folder }) => `kubectl apply -k ${out}/${folder}`).join("  or  ");
    return `  ${env.name.padEnd(width)}  ${env.profile.padEnd(11)}  ${handOver}`;
  });
  const rest =
    steps.length > LISTED
      ? [`  ... and ${steps.length - LISTED} more, each in ${out}/argocd/<name> or ${out}/flux/<name>`]
      : [];
  const controllers = [...new Set(steps.flatMap((s) => [...s.controllers, ...s.engines.map((e) => e.needs)]))].sort();
  const parts = [
    `\n${colors.bold("Needed in the clusters that choose it")}`,
    ...controllers.slice(0, LISTED).map((text) => `  ${text}`),
    `\n${colors.bold("Secrets")}\n  npx certctl-gitops secrets <cluster>${flags} --list`,
    `\n${colors.bold("Hand over")}, each to one engine`,
    ...lines,
    ...rest,
  ];
  return `${parts.join("\n")}\n`;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
