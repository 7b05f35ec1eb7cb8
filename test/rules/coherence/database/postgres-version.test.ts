/** New enough. */
import { postgresVersion } from "../../../../src/rules/coherence/database/postgres-version.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function image(name: string): (bundle: Bundle) => void {
  return (bundle) => {
    bundle.container("database").image = name;
  };
}

describeRule(postgresVersion, {
  reports: {
    "PostgreSQL 14": {
      change: image("postgres:14.5-alpine"),
      says: /PostgreSQL 14/,
      at: "/spec/template/spec/containers/0/image",
    },
    "PostgreSQL 13 of others": image("docker.io/bitnami/postgresql:13.1.0-debian-10-r5"),
    "PostgreSQL 9": image("postgres:9.6"),
    "the newest, whichever it is": { change: image("postgres:latest"), says: /no version/, severity: "warning" },
    "no tag": image("postgres"),
    "an image that counts by itself": image("timescale/timescaledb:2.17.2-pg14"),
  },
  silent: {
    "PostgreSQL 15": image("postgres:15"),
    "PostgreSQL 16 for vectors": image("pgvector/pgvector:pg16"),
    "a tag that says nothing": image("postgres:alpine"),
    "a digest": image("postgres@sha256:14"),
    "an image that counts by itself": image("timescale/timescaledb:2.17.2"),
  },
});
