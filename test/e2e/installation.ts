/** One cluster of a fleet, from an empty namespace to its removal: what every scenario drives. */
import type { JsonObject } from "../../src/model/json.ts";
import { kubectl, kubectlOk } from "../real/cluster.ts";
import { argocd } from "./argocd.ts";
import { type Certctl, certctl } from "./certctl.ts";
import type { Engine, EngineName, Place } from "./engine.ts";
import { flux } from "./flux.ts";
import { type Kube, openKube } from "./kube.ts";
import { type Names, removeEverything } from "./leftovers.ts";
import { openRepository, type Repository } from "./repository.ts";
import { SETTINGS } from "./settings.ts";
import { follow, type Timeline } from "./timeline.ts";
import { until } from "./wait.ts";

export interface Installation {
  readonly name: string;
  readonly engineName: EngineName;
  readonly namespace: string;
  readonly agents: string;
  readonly kube: Kube;
  readonly repository: Repository;
  readonly engine: Engine;
  readonly certctl: Certctl;
  readonly timeline: Timeline;
  /** Settings of the cluster as they are now. */
  settings(): JsonObject;
  /** One group of them. */
  group(name: string): JsonObject;
  /** Changes settings of the cluster (a group as a whole) and writes the bundle. */
  generate(changes?: JsonObject, ...flags: string[]): Promise<void>;
  /** Makes the Secrets, as the README says. */
  makeSecrets(): Promise<void>;
  /** `secrets --rotate`, as the README says; waits until the API server has the new ones. */
  rotate(what: string): Promise<void>;
  handOver(): Promise<void>;
  /** Commits, pushes and tells the engine; the commit. */
  push(message: string): Promise<string>;
  /** Waits for the engine's own word that this commit is applied and healthy. */
  settled(commit: string, seconds: number): Promise<void>;
  /** generate, push and settled. */
  roll(message: string, changes?: JsonObject, seconds?: number): Promise<string>;
  /** A person's command; throws where it fails. */
  kubectl(...args: string[]): Promise<string>;
  /** Removes everything; of one that is broken also what an engine still holds. */
  close(broken: boolean): Promise<void>;
}

/**
 * Several installations stand beside each other on a machine of two cores: with the 250m of profile ha, the fourth server
 * of a rollout would wait for another scenario's to end.
 */
const SMALL = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "512Mi" } };

export function namesOf(name: string): Names {
  return { name, namespace: `e2e-${name}`, agents: `e2e-${name}-agents` };
}

/** The cluster and its namespace have the scenario's name; nothing of that name may be there. */
export async function openInstallation(
  name: string,
  engineName: EngineName,
  settings: JsonObject,
): Promise<Installation> {
  const { namespace, agents } = namesOf(name);
  const kube = await openKube();
  for (const it of [namespace, agents]) {
    if ((await kube.get("namespaces", "", it)) !== undefined) {
      await kube.close();
      throw new Error(`namespace ${it} is there already: an earlier run was killed; npm run e2e -- --clean removes it`);
    }
  }
  const repository = await openRepository(name);
  const place: Place = { cluster: name, namespace, kube, repository };
  const engine =
    engineName === "argocd" ? argocd(place) : flux(place, engineName === "flux" ? "helmrelease" : "kustomization");
  let current: JsonObject = {
    certctl: { version: SETTINGS.version },
    ...engine.settings,
    namespace: { name: namespace },
    ...settings,
    server: { resources: SMALL, ...((settings.server ?? {}) as JsonObject) },
  };
  const timeline = follow(kube, [namespace, agents]);

  const generate = async (changes: JsonObject = {}, ...flags: string[]): Promise<void> => {
    current = { ...current, ...changes };
    await repository.generate(current, ...flags);
  };
  const push = async (message: string): Promise<string> => {
    const commit = await repository.commit(message);
    timeline.note(`commit ${commit.slice(0, 8)}: ${message}`);
    await engine.announce();
    return commit;
  };
  const settled = async (commit: string, seconds: number): Promise<void> => {
    let told = Date.now();
    await until(`${engineName}'s word on ${commit.slice(0, 8)}`, seconds, async () => {
      const missing = await engine.missing(commit);
      // A request that came while the engine was busy with another one may have been lost.
      if (missing !== undefined && Date.now() - told > 20_000) {
        told = Date.now();
        await engine.announce();
      }
      return missing;
    });
    timeline.note(`${engineName} says that ${commit.slice(0, 8)} is applied and healthy`);
  };

  return {
    name,
    engineName,
    namespace,
    agents,
    kube,
    repository,
    engine,
    certctl: certctl(kube, namespace, agents),
    timeline,
    settings: () => current,
    group: (it) => (current[it] ?? {}) as JsonObject,
    generate,
    makeSecrets: async () => {
      const { stdout } = await repository.run(["secrets", name]);
      const { code, stderr } = await kubectl(["create", "-f", "-"], stdout);
      if (code !== 0) throw new Error(`kubectl create: ${stderr}`);
    },
    rotate: async (what) => {
      const present = await Promise.all(
        [namespace, agents].map((it) => kubectlOk(["get", "secret", "-n", it, "-o", "yaml"])),
      );
      const { stdout } = await repository.run(
        ["secrets", name, "--rotate", what, "--from", "-"],
        present.join("---\n"),
      );
      const { code, stderr } = await kubectl(["replace", "-f", "-"], stdout);
      if (code !== 0) throw new Error(`kubectl replace: ${stderr}`);
      timeline.note(`secrets --rotate ${what}`);
    },
    handOver: async () => {
      timeline.note(`kubectl apply -k ${engine.wrapping}`);
      await kubectlOk(["apply", "-k", `${repository.folder}/${engine.wrapping}`]);
    },
    push,
    settled,
    roll: async (message, changes = {}, seconds = 300) => {
      await generate(changes);
      const commit = await push(message);
      await settled(commit, seconds);
      return commit;
    },
    kubectl: (...args) => kubectlOk(args),
    close: async (broken) => {
      try {
        await removeEverything(kube, { name, namespace, agents }, broken);
      } finally {
        await repository.close();
        await kube.close();
      }
    },
  };
}
