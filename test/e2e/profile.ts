/** What every profile must show on every engine: the chapters of one scenario. */

import type { ProfileName } from "../../src/model/environment.ts";
import {
  cameUpInOrder,
  enrolsAgain,
  everyReplicaIsReady,
  heartbeats,
  install,
  isRestricted,
  keepsItsId,
  migrationsOf,
} from "./chapters/boot.ts";
import { issue, stillChains } from "./chapters/certificates.ts";
import {
  changedServerIsRolled,
  failingMigrationThenUpgrade,
  unrelatedCommitDoesNothing,
  upgrade,
} from "./chapters/commits.ts";
import { newDatabaseOldFolder, reinstallFindsData, removalKeepsData } from "./chapters/removal.ts";
import { connectionsFit, podsMayGo, rateLimitsAreShared } from "./chapters/replicas.ts";
import { agentKey, databasePassword, serverCertificate } from "./chapters/secrets.ts";
import type { EngineName } from "./engine.ts";
import { type Step, scenario } from "./scenario.ts";
import { SETTINGS } from "./settings.ts";

export function profileScenario(profile: ProfileName, engine: EngineName): void {
  const replicas = profile === "ha" ? 3 : 1;
  const hook = migrationsOf(profile) === "hook";
  const noNext = SETTINGS.nextVersion === undefined ? "E2E_CERTCTL_NEXT_VERSION is not set" : undefined;
  const ha: Step[] = [
    { title: "three servers need fewer connections than there are", run: connectionsFit },
    { title: "rate limits are counted in the database", run: rateLimitsAreShared },
    { title: "each server may be deleted or die", run: podsMayGo },
  ];
  const upgrading: Step = hook
    ? {
        title: "a failing migration leaves the old servers; the next good commit upgrades",
        skip: noNext,
        // One scenario waits until Argo CD has tried four times; the others push the fix meanwhile.
        run: (it) => failingMigrationThenUpgrade(it, profile === "single-node" && engine === "argocd"),
      }
    : { title: "one line upgrades", skip: noNext, run: (it) => upgrade(it, "boot") };

  scenario(`${profile}-${engine}`, engine, { profile }, [
    { title: "gen, secrets, commit, hand-over: the engine says it is applied and healthy", run: install },
    { title: "everything came up in order, and nothing restarted", run: (it) => cameUpInOrder(it, profile) },
    { title: "the server's namespace is restricted", run: isRestricted },
    { title: "every replica is ready through the Service", run: (it) => everyReplicaIsReady(it, replicas) },
    { title: "the agent heartbeats and is never refused", run: (it) => heartbeats(it) },
    { title: "the agent keeps its id over a new pod", run: keepsItsId },
    { title: "the agent enrols again on an empty volume", run: enrolsAgain },
    { title: "a certificate is issued and deployed", run: (it) => issue(it, "before.example.com") },
    { title: "a commit of something else runs nothing", run: unrelatedCommitDoesNothing },
    {
      title: "a changed server: the Job first, the schema as it was, no request lost",
      run: (it) => changedServerIsRolled(it, profile),
    },
    {
      title: "after the servers' restart certificates chain to the same authority",
      run: async (it) => {
        await issue(it, "after.example.com");
        await stillChains(it, "before.example.com");
      },
    },
    ...(profile === "ha" ? ha : []),
    upgrading,
    {
      title: "the database's password is rotated by one commit and one Secret",
      run: (it) => databasePassword(it, profile),
    },
    { title: "the agents' key is rotated without a gap", run: agentKey },
    { title: "a renewed certificate is served without a restart", run: serverCertificate },
    { title: "removing it keeps namespaces, Secrets, database and volume", run: removalKeepsData },
    {
      title: "installing it again finds the data",
      run: async (it) => {
        await reinstallFindsData(it);
        await stillChains(it, "after.example.com");
      },
    },
    { title: "on a new database, with the node's old folder, the agent enrols again", run: newDatabaseOldFolder },
  ]);
}
