/** A migration, a database and agents without the server that they are for. */
import type { CoherenceRule } from "../../rule.ts";

export const serverMissing: CoherenceRule = {
  name: "server-missing",
  severity: "warning",
  title: "Where certctl's database is migrated, a server runs.",
  *check({ servers, migrations }) {
    const [migration] = migrations;
    if (servers.length > 0 || migration === undefined) return;
    yield {
      resource: migration.pod.resource,
      message:
        "the database is migrated here, and no container of these objects runs the server: agents and people find nobody",
      fix: "Add the server's Deployment, or look at the objects together with it.",
    };
  },
};
