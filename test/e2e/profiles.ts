/** One cluster that grows: from dev to single-node to ha on the same data, by changing one word. */
import { expect } from "vitest";
import type { ProfileName } from "../../src/model/environment.ts";
import { agentId, everyReplicaIsReady, heartbeats, install, nothing, runsMigration } from "./chapters/boot.ts";
import { issue, stillChains } from "./chapters/certificates.ts";
import { overlaps, wrongOrderOfUpdate } from "./chapters/order.ts";
import { rateLimitsAreShared } from "./chapters/replicas.ts";
import type { EngineName } from "./engine.ts";
import type { Installation } from "./installation.ts";
import { scenario } from "./scenario.ts";

const NAME = "grown.example.com";

export function growingScenario(engine: EngineName): void {
  let before: { agent: string; volume: string };
  const grow = async (it: Installation, profile: ProfileName, replicas: number): Promise<void> => {
    const from = it.timeline.moments.length;
    await it.roll(`profile ${profile}`, { profile });
    const since = it.timeline.moments.slice(from);
    nothing(overlaps(since));
    // The Job is new in single-node.
    if (profile === "single-node" || runsMigration(it, profile)) nothing(wrongOrderOfUpdate(since));
    await everyReplicaIsReady(it, replicas);
    await heartbeats(it);
    expect({ agent: await agentId(it), volume: await volumeOf(it) }).toEqual(before);
    expect(await it.certctl.sql("select common_name from managed_certificates")).toBe(NAME);
    await stillChains(it, NAME);
  };
  scenario(`profiles-${engine}`, engine, { profile: "dev" }, [
    {
      title: "dev, with a certificate",
      run: async (it) => {
        await install(it);
        await issue(it, NAME);
        before = { agent: await agentId(it), volume: await volumeOf(it) };
      },
    },
    {
      title: "dev becomes single-node: a Job migrates from now on",
      run: async (it) => {
        await grow(it, "single-node", 1);
        expect(await it.certctl.serverLogs()).toContain("skipping migrations at boot");
      },
    },
    {
      title: "single-node becomes ha: three servers, limits counted in the database",
      run: async (it) => {
        await grow(it, "ha", 3);
        await rateLimitsAreShared(it);
      },
    },
  ]);
}

async function volumeOf(it: Installation): Promise<string> {
  return (await it.kube.list("persistentvolumeclaims", it.namespace)).map(({ metadata }) => metadata.uid).join();
}
