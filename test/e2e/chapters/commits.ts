/** Commits after the first one: none of the bundle's business, a change of the server, a failing migration, an upgrade. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { ProfileName } from "../../../src/model/environment.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Installation } from "../installation.ts";
import { underLoad } from "../load.ts";
import { SETTINGS } from "../settings.ts";
import { until } from "../wait.ts";
import { everyReplicaIsReady, nothing, runsMigration } from "./boot.ts";
import { jobsMade, overlaps, wrongOrderOfUpdate } from "./order.ts";

/** A commit that changes nothing of the bundle reaches the engine and runs no Job, and no pod is replaced. */
export async function unrelatedCommitDoesNothing(it: Installation): Promise<void> {
  const from = it.timeline.moments.length;
  it.repository.write("docs/note.md", "Nothing of the bundle.\n");
  const commit = await it.push("a note");
  await it.settled(commit, 120);
  // Long enough for whatever it might still start.
  await sleep(15_000);
  const since = it.timeline.moments.slice(from).filter(({ kind }) => kind === "Job" || kind === "Pod");
  expect(since).toEqual([]);
}

/** Another server setting: the Job runs again, changes nothing, the servers follow, no request is lost. */
export async function changedServerIsRolled(it: Installation, profile: ProfileName): Promise<void> {
  const from = it.timeline.moments.length;
  const before = await schema(it);
  const old = new Set((await it.certctl.pods("server")).map(({ metadata }) => metadata.uid));
  const load = await underLoad(it, async () => {
    const server = { ...it.group("server"), env: [{ name: "CERTCTL_LOG_LEVEL_E2E", value: "changed" }] };
    await it.roll("another server setting", { server });
  });
  it.timeline.note(`${load.requests} requests, ${load.lost.length} lost, longest gap ${load.longestGap} s`);
  const since = it.timeline.moments.slice(from);
  nothing(load.lost);
  expect(load.requests).toBeGreaterThan(20);
  expect((await it.certctl.pods("server")).filter(({ metadata }) => old.has(metadata.uid))).toEqual([]);
  nothing(overlaps(since));
  expect(await schema(it)).toBe(before);
  const runs = runsMigration(it, profile);
  expect(jobsMade(since).filter((component) => component === "migrate")).toEqual(runs ? ["migrate"] : []);
  if (runs) nothing(wrongOrderOfUpdate(since));
}

/** The database's schema and which migrations it had, as text. */
async function schema(it: Installation): Promise<string> {
  const columns = await it.certctl.sql(
    "select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns " +
      "where table_schema = 'public' order by 1, 2",
  );
  const rows = await it.certctl.sql("select * from schema_migrations order by 1");
  const indexes = await it.certctl.sql("select indexdef from pg_indexes where schemaname = 'public' order by 1");
  expect(columns).not.toBe("");
  return [columns, rows, indexes].join("\n");
}

/**
 * A new version whose migration fails: the engine says so and the old servers answer; then a good commit, and the
 * upgrade is done without a hand on the cluster. `patience` waits until the engine has given up, where it does.
 */
export async function failingMigrationThenUpgrade(it: Installation, patience: boolean): Promise<void> {
  const old = (await it.certctl.pods("server")).map(({ metadata }) => metadata.uid).sort();
  it.repository.write("own/migrate/kustomization.yaml", BROKEN_MIGRATION);
  await it.generate({ certctl: { version: nextVersion() }, own: { migrate: "own/migrate" } });
  const bad = await it.push("the next version, with a migration that fails");
  let complaints: readonly string[] = [];
  await until(`${it.engineName} says that the migration failed`, 420, async () => {
    complaints = await it.engine.complaints(bad);
    return complaints.some((line) => line.includes("certctl-migrate"))
      ? undefined
      : `it says: ${complaints.join("; ")}`;
  });
  for (const line of complaints) it.timeline.note(`${it.engineName}: ${line}`);
  if (patience) {
    await until("the engine gives up", 900, async () => ((await it.engine.gaveUp(bad)) ? undefined : "it still tries"));
    it.timeline.note(`${it.engineName} gave up on ${bad.slice(0, 8)}`);
  }
  expect((await it.certctl.pods("server")).map(({ metadata }) => metadata.uid).sort()).toEqual(old);
  expect(await serverImages(it)).toEqual([`ghcr.io/certctl-io/certctl-server:${SETTINGS.version}`]);
  await everyReplicaIsReady(it, old.length);
  await upgrade(it, "hook", { own: {} });
}

/** One line in the fleet file; the Job runs first, where there is one. */
export async function upgrade(it: Installation, migrations: "hook" | "boot", also: JsonObject = {}): Promise<void> {
  const from = it.timeline.moments.length;
  const count = (await it.certctl.pods("server")).length;
  await it.roll(`certctl ${nextVersion()}`, { certctl: { version: nextVersion() }, ...also }, 600);
  const since = it.timeline.moments.slice(from);
  if (migrations === "hook") nothing(wrongOrderOfUpdate(since));
  nothing(overlaps(since));
  expect(await serverImages(it)).toEqual([`ghcr.io/certctl-io/certctl-server:${nextVersion()}`]);
  await everyReplicaIsReady(it, count);
}

async function serverImages(it: Installation): Promise<string[]> {
  const images = (await it.certctl.pods("server")).flatMap(({ spec }) => spec.containers.map(({ image }) => image));
  return [...new Set(images)];
}

function nextVersion(): string {
  if (SETTINGS.nextVersion === undefined) throw new Error("E2E_CERTCTL_NEXT_VERSION is not set");
  return SETTINGS.nextVersion;
}

/** A folder of migrations that is not there: certctl's own words for a migration that can't be done. */
const BROKEN_MIGRATION = `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target:
      kind: Job
      name: certctl-migrate
    patch: |-
      - op: add
        path: /spec/template/spec/containers/0/env/-
        value:
          name: CERTCTL_DATABASE_MIGRATIONS_PATH
          value: /no/such/folder
`;
