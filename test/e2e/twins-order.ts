/** Twins that lack a part of the order. */
import { wrongOrderOfRotation } from "./chapters/order.ts";
import type { Installation } from "./installation.ts";
import { orderFails, type Twin, withoutNamed } from "./twins.ts";
import { until } from "./wait.ts";

/** What a server without its tables says. */
const NO_TABLES = /certctl-server-\S+ server: .*relation \S+ does not exist/;

export const TWINS_OF_ORDER: readonly Twin[] = [
  {
    name: "wave",
    without: "the servers' place behind the migration: their wave is -22",
    takeAway: (it) =>
      it.repository.edit("out/base/server/deployment.yaml", (text) =>
        text.replace('sync-wave: "0"', 'sync-wave: "-22"'),
      ),
    reason:
      /certctl-server-\S+ (waits: .*configmap "certctl-server-\S+" not found|server: .*relation \S+ does not exist)/,
    seconds: 120,
  },
  {
    name: "migrate",
    without: "the migration Job",
    takeAway: (it) =>
      it.repository.edit(`out/clusters/${it.name}/kustomization.yaml`, (text) => text.replace("  - migrate\n", "")),
    reason: NO_TABLES,
    seconds: 90,
  },
  {
    name: "hook-variable",
    without: "the variable that leaves migrations to the Job",
    takeAway: (it) =>
      it.repository.edit("out/components/migrations-hook/server/migrations-via-hook.yaml", (text) =>
        withoutNamed(text, "CERTCTL_MIGRATIONS_VIA_HOOK"),
      ),
    judge: (it, commit) =>
      orderFails(it, commit, "single-node", /the servers say "skipping migrations at boot": expected false to be true/),
    seconds: 120,
  },
  {
    name: "depends-on",
    without: "the servers' dependsOn",
    engine: "flux-kustomization",
    takeAway: (it) =>
      it.repository.edit(`out/flux/${it.name}/server.yaml`, (text) =>
        text.replace(/\n {2}dependsOn:\n(?: {4}.*\n)+/, "\n"),
      ),
    judge: (it, commit) => orderFails(it, commit, "single-node", /a server's pod: \d+ ms before migrate is complete/),
    seconds: 240,
  },
  {
    name: "lock-step",
    without: "the expression and the values files that keep releases and charts of one commit together",
    engine: "flux",
    takeAway: withoutLockStep,
    afterwards: async (it) => {
      // A commit that changes both charts, and a credentials Job that takes its time.
      await it.generate({ server: { ...it.group("server"), secretsRevision: "2" } }, "--overwrite");
      withoutLockStep(it);
      it.repository.edit(
        `out/flux/${it.name}/charts/data/templates/job.batch-${it.namespace}-certctl-credentials.yaml`,
        (text) => text.replace("set -e\n", (line) => `${line}              sleep 30\n`),
      );
      return it.push("secrets revision 2");
    },
    judge: async (_it, _commit, since) => {
      const early = (): string | undefined =>
        wrongOrderOfRotation(since(), true).find((line) => line.includes(" ms before "));
      await until("something comes too early", 100, () => (early() === undefined ? "nothing did" : undefined));
      return early() ?? "";
    },
    seconds: 120,
  },
];

/** Both: with the files alone a release and what it waits for are apart for milliseconds only. */
function withoutLockStep(it: Installation): void {
  for (const release of ["server", "agents"]) {
    it.repository.edit(`out/flux/${it.name}/${release}.yaml`, (text) =>
      text
        .replace(/\n {6}# There with this chart.*\n {6}valuesFiles:\n {8}- .*\n/, "\n")
        .replace(/\n {6}# Lock-step.*\n {6}readyExpr: >-\n(?: {8}.*\n)+/, "\n"),
    );
  }
}
