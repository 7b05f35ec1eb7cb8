/** Fleet files in tests: written settings in, environments and findings out. */
import { Ajv } from "ajv";
import { setLayer } from "../../src/fleet/flags.ts";
import { parseFleetText } from "../../src/fleet/parse.ts";
import { type Resolved, readFleet, resolve } from "../../src/fleet/resolve.ts";
import { SCHEMA } from "../../src/fleet/schema.ts";
import type { Environment } from "../../src/model/environment.ts";
import { InputError } from "../../src/model/errors.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { JsonObject } from "../../src/model/json.ts";

export const GIT = { url: "https://github.com/acme/gitops.git", revision: "main", path: "out" };
export const FILE = "certctl-gitops.yaml";

/** A fleet file of one cluster `c` (profile ha where nothing else is said), as YAML that is JSON. */
export function fleetText(cluster: JsonObject, defaults?: JsonObject): string {
  return JSON.stringify({
    apiVersion: "certctl-gitops/v1alpha1",
    kind: "Fleet",
    ...(defaults === undefined ? {} : { defaults }),
    clusters: [{ name: "c", profile: "ha", ...cluster }],
  });
}

interface Asked {
  readonly profile?: string;
  readonly cluster?: string;
  readonly set?: readonly string[];
}

/** What a run over the text resolves to; throws an InputError as the program does. */
export async function resolved(text: string | undefined, asked: Asked = {}): Promise<Resolved> {
  const fleet = text === undefined ? undefined : await readFleet(text, FILE);
  const flags = await setLayer(asked.set ?? []);
  return resolve({ fleet, profile: asked.profile, cluster: asked.cluster, flags, git: GIT });
}

const accepts = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);

/** What the settings of one cluster resolve to; the schema, which they must pass, is compiled once for all of them. */
export async function quickly(cluster: JsonObject, defaults?: JsonObject, asked: Asked = {}): Promise<Resolved> {
  const layer = parseFleetText(fleetText(cluster, defaults), FILE);
  if (!accepts(layer.data)) throw new Error(JSON.stringify(accepts.errors));
  const flags = await setLayer(asked.set ?? []);
  return resolve({ fleet: { path: FILE, layer }, profile: undefined, cluster: undefined, flags, git: GIT });
}

/** The one environment of a cluster with these settings. */
export async function environment(cluster: JsonObject, defaults?: JsonObject, asked?: Asked): Promise<Environment> {
  const { environments } = await quickly(cluster, defaults, asked);
  const [env] = environments;
  if (env === undefined || environments.length !== 1) throw new Error("not one environment");
  return env;
}

/** Every finding of the call, refusals and warnings alike. */
export async function findings(call: () => unknown): Promise<readonly Finding[]> {
  try {
    const result = await call();
    return (result as Partial<Resolved> | undefined)?.warnings ?? [];
  } catch (error) {
    if (error instanceof InputError) return error.findings;
    throw error;
  }
}

/** `error rule-name 3:7 clusters[0].tls.source`: what a test compares; words are the product's own matter. */
export function brief(found: readonly Finding[]): string[] {
  return found.map(({ severity, rule, at }) =>
    [
      severity,
      rule,
      ...(at.line === undefined ? [] : [`${at.line}:${at.column}`]),
      ...(at.path === undefined ? [] : [at.path]),
    ].join(" "),
  );
}
