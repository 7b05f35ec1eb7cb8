/** `secrets`: what a cluster needs, listed, made or rotated, on standard output only. */
import { readFileSync } from "node:fs";
import { resolve as resolvePath } from "node:path";
import { ioFailure } from "../../files/io-failure.ts";
import { agentsNamespace, serverNamespace } from "../../generators/namespaces.ts";
import { writeYaml } from "../../k8s/yaml-write.ts";
import { type Environment, PROFILE_NAMES } from "../../model/environment.ts";
import { InputError, inputError } from "../../model/errors.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Manifest } from "../../model/manifest.ts";
import { inert } from "../../reports/inert.ts";
import { formatSecretList, listSecrets, storeEntries } from "../../secrets/list.ts";
import { makeSecrets } from "../../secrets/make.ts";
import { parsePresent } from "../../secrets/present-text.ts";
import { rotate } from "../../secrets/rotate.ts";
import { checkOutputFolder } from "../../writer/output-folder.ts";
import { loadLock } from "../../writer/prepare.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Io } from "../io.ts";
import { readSettings, type SettingOptions } from "../settings.ts";

export interface SecretsOptions extends SettingOptions {
  readonly profile?: string;
  readonly list?: boolean;
  readonly only?: readonly string[];
  readonly namespace: boolean;
  readonly rotate?: string;
  readonly from?: string;
}

export async function makeOrList(cluster: string | undefined, options: SecretsOptions, io: Io): Promise<ExitCode> {
  checkFlags(options);
  const env = await environment(cluster, options, io);
  if (options.list === true) {
    io.stdout(listing(env));
    return EXIT.clean;
  }
  const source = { now: io.now(), randomBytes: io.randomBytes };
  if (options.rotate !== undefined) {
    const present = parsePresent(
      await input(options.from ?? "", io),
      options.from === "-" ? "standard input" : options.from,
    );
    const { changed, notes } = await rotate(options.rotate, present, env, source);
    for (const note of notes) io.stderr(`note: ${inert(note)}\n`);
    print(changed, io);
    return EXIT.clean;
  }
  // Whoever asks for some of them has made the namespaces before.
  const namespaces = options.namespace && options.only === undefined ? namespacesOf(env) : [];
  const only = options.only === undefined ? {} : { only: options.only };
  print(await makeSecrets(env, source, { namespaces, ...only }), io);
  return EXIT.clean;
}

function checkFlags(options: SecretsOptions): void {
  const problem = (message: string, fix: string): InputError => inputError("usage", message, fix, { path: "secrets" });
  if (options.rotate !== undefined && options.from === undefined) {
    const fix =
      "Pipe the present ones in: kubectl get secret -n <namespace> -o yaml | certctl-gitops secrets <cluster> --rotate ... --from -";
    throw problem("--rotate needs the present Secrets, to keep the value that is still in use", fix);
  }
  if (options.from !== undefined && options.rotate === undefined) {
    throw problem("--from is for --rotate only", "Add --rotate, or leave --from out.");
  }
  if (options.rotate !== undefined && (options.only !== undefined || options.list === true)) {
    throw problem("--rotate says by itself which Secrets it changes", "Leave --only and --list out.");
  }
}

/** A cluster of the fleet file by its name; without one, a profile's name stands for the cluster of that name. */
async function environment(cluster: string | undefined, options: SecretsOptions, io: Io): Promise<Environment> {
  const name = cluster ?? options.cluster;
  if (name === undefined) {
    const fix = "Name it: certctl-gitops secrets <cluster>.";
    throw inputError("usage", "secrets are of one cluster, and none is named", fix, { path: "secrets" });
  }
  checkOutputFolder(options.out, io.cwd);
  const recorded = loadLock(resolvePath(io.cwd, options.out))?.lock.git;
  const read = (profile: string | undefined) =>
    readSettings(profile, { ...options, cluster: name }, io, recorded, false);
  const settings = await read(options.profile ?? (await profileNamed(name, options, io)));
  const [env] = settings.environments;
  if (env === undefined) throw new Error("a run for one cluster has one environment");
  return env;
}

/** `secrets ha` after `gen ha`, unless the fleet file has a cluster of that name, which knows its profile itself. */
async function profileNamed(name: string, options: SecretsOptions, io: Io): Promise<string | undefined> {
  if (!(PROFILE_NAMES as readonly string[]).includes(name)) return undefined;
  try {
    await readSettings(undefined, { ...options, cluster: name }, io, undefined, false);
    return undefined;
  } catch (error) {
    if (error instanceof InputError && error.findings.some((f) => f.rule === "fleet-cluster")) return name;
    throw error;
  }
}

function namespacesOf(env: Environment): Manifest[] {
  if (!env.namespace.owned) return [];
  const agents = env.agents.kind === "daemonset" ? [agentsNamespace(env.agents.namespace)] : [];
  return [serverNamespace(env.namespace.name), ...agents].map((namespace) => {
    const { labels, annotations, ...metadata } = namespace.metadata;
    return {
      ...namespace,
      metadata: {
        ...metadata,
        labels: { ...(labels as JsonObject), ...env.labels },
        annotations: { ...(annotations as JsonObject), ...env.annotations },
      },
    };
  });
}

function listing(env: Environment): string {
  const store = storeEntries(env).map(({ key, properties }) => `  ${key}: ${properties.join(", ")}\n`);
  const entries = store.length === 0 ? "" : `\nThe store must hold\n${store.join("")}`;
  return formatSecretList(listSecrets(env)) + entries;
}

async function input(from: string, io: Io): Promise<string> {
  if (from === "-") return io.stdin();
  const path = resolvePath(io.cwd, from);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw ioFailure(error, "cannot read", path);
  }
}

function print(manifests: readonly Manifest[], io: Io): void {
  io.stdout(manifests.map(writeYaml).join("---\n"));
}
