/** The API server of KUBECONFIG: asked by kubectl, and left as it was found. */
import { randomBytes } from "node:crypto";
import type { Manifest } from "../../src/model/manifest.ts";
import { type Ended, execute } from "./process.ts";
import { tool } from "./tools.ts";

/** Why nothing can be asked of an API server, or undefined. */
export const NO_CLUSTER =
  (process.env.KUBECONFIG ?? "") === "" ? "KUBECONFIG is not set: NO API SERVER WAS ASKED ANYTHING" : undefined;

if (NO_CLUSTER !== undefined) process.stderr.write(`\nskipped: ${NO_CLUSTER}\n`);

/** A name that nobody else in the cluster has. */
export function freshName(): string {
  return `real-${randomBytes(4).toString("hex")}`;
}

export function kubectl(args: readonly string[], stdin?: string): Promise<Ended> {
  return execute(tool("kubectl"), args, stdin === undefined ? {} : { stdin });
}

/** What kubectl printed; throws what it complained about. */
export async function kubectlOk(args: readonly string[], stdin?: string): Promise<string> {
  const { code, stdout, stderr } = await kubectl(args, stdin);
  if (code !== 0) throw new Error(`kubectl ${args.join(" ")} ended with ${code}: ${stderr}`);
  return stdout;
}

/** Objects as kubectl reads them from standard input. */
export function listOf(items: readonly Manifest[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}

/** Creates namespaces; fails where one is there already, which would be somebody else's. */
export async function createNamespaces(namespaces: readonly Manifest[]): Promise<void> {
  await kubectlOk(["create", "-f", "-"], listOf(namespaces));
}

/**
 * Removes namespaces with the Secrets in them. An API server alone has no controller that ends a namespace: then this
 * does, once nothing is left that it could lose.
 */
export async function removeNamespaces(names: readonly string[]): Promise<void> {
  for (const name of names) await kubectl(["delete", "secrets", "--all", "-n", name, "--ignore-not-found"]);
  await kubectlOk(["delete", "namespaces", ...names, "--ignore-not-found", "--wait=false"]);
  await Promise.all(names.map(endNamespace));
}

async function endNamespace(name: string): Promise<void> {
  const gone = await kubectl(["wait", "--for=delete", `namespace/${name}`, "--timeout=20s"]);
  if (gone.code === 0) return;
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name }, spec: { finalizers: [] } };
  await kubectlOk(["replace", "--raw", `/api/v1/namespaces/${name}/finalize`, "-f", "-"], JSON.stringify(namespace));
}
