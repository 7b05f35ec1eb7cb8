/** Which of the Secrets that this program makes are wanted, and why some can't be made as asked. */
import { SECRETS } from "../certctl/names.ts";
import type { Environment } from "../model/environment.ts";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { nearName } from "../model/near-name.ts";
import { listSecrets } from "./list.ts";
import { type RequiredSecret, requiredSecrets, SERVER_CA_KEY } from "./required.ts";

/** Secrets to make: those that are `only` named, or all that are this program's to make. */
export function pickSecrets(env: Environment, only: readonly string[] | undefined): RequiredSecret[] {
  const ours = requiredSecrets(env).filter(({ madeBy }) => madeBy === "secrets");
  if (only === undefined) return ours;
  const findings = [...new Set(only)].flatMap((name) => problem(env, ours, name, only));
  if (findings.length > 0) throw new InputError(findings);
  return ours.filter(({ name }) => only.includes(name));
}

/** ` Did you mean X?`, or nothing where no choice is near. */
export function didYouMean(text: string, choices: readonly string[]): string {
  const near = nearName(text, choices);
  return near === undefined ? "" : ` Did you mean ${near}?`;
}

function problem(env: Environment, ours: RequiredSecret[], name: string, only: readonly string[]): Finding[] {
  const names = ours.map((secret) => secret.name);
  if (!names.includes(name)) {
    const other = listSecrets(env).find((secret) => secret.name === name);
    if (other !== undefined) {
      return [finding("secret-not-made-here", `${name} can't be made here: ${whoMakes(other)}`, `Leave ${name} out.`)];
    }
    const message = `The cluster ${env.name} has no Secret ${name}.${didYouMean(name, names)}`;
    return [finding("secret-unknown", message, `Name one of ${names.join(", ")}.`)];
  }
  const shared = sharedValues(env).find((group) => group.names.includes(name));
  const together = shared?.names.filter((other) => names.includes(other)) ?? [];
  if (shared === undefined || together.every((other) => only.includes(other))) return [];
  const others = together.filter((other) => other !== name).join(" and ");
  return [
    finding(
      "secrets-made-together",
      `${name} can't be made alone: it shares ${shared.what} with ${others}, and two runs give two values.`,
      `Name them together: ${together.join(", ")}. To change one value of present Secrets, rotate it.`,
    ),
  ];
}

function sharedValues(env: Environment): { what: string; names: string[] }[] {
  return [
    { what: "API keys", names: [SECRETS.server, SECRETS.admin, SECRETS.agent] },
    { what: "the authority of the server's certificate", names: [env.tls.secretName, SERVER_CA_KEY, SECRETS.serverCa] },
  ];
}

function whoMakes({ madeBy, note }: RequiredSecret): string {
  return madeBy === "cert-manager" ? "cert-manager makes it." : `only you know its values.${note ? ` ${note}` : ""}`;
}

function finding(rule: string, message: string, fix: string): Finding {
  return { rule, severity: "error", message, fix, at: { path: "--only" } };
}
