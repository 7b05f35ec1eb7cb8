/** The URL is there, expanded and readable. */
import { databaseUrl } from "../../../../src/rules/coherence/database/database-url.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const URL = "CERTCTL_DATABASE_URL";

/** The URL from a Secret that is among the objects, for server and migration. */
function fromSecret(bundle: Bundle, url: string): void {
  const metadata = { name: "url", namespace: bundle.workload("server").metadata.namespace };
  bundle.add({ apiVersion: "v1", kind: "Secret", metadata, stringData: { url } });
  bundle.setVariable("server", URL, { secretKeyRef: { name: "url", key: "url" } });
}

function literal(url: string): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable("server", URL, url);
}

/** A password that is among the objects, used by the literal URL. */
function password(text: string): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable("server", "POSTGRES_PASSWORD", text);
}

function image(bundle: Bundle, tag: string): void {
  bundle.container("server").image = `ghcr.io/certctl-io/certctl-server:${tag}`;
}

const TEMPLATE = "postgres://u:$(POSTGRES_PASSWORD)@db:5432/c?sslmode=disable";

describeRule(databaseUrl, {
  reports: {
    "a server without a URL": {
      change: (bundle) => bundle.setVariable("server", URL, undefined),
      says: /missing/,
      at: "/spec/template/spec/containers/0",
    },
    "an empty one": { change: literal(""), says: /empty/ },
    "a migration without one": { change: (bundle) => bundle.setVariable("migrate", URL, undefined), says: /missing/ },
    "a placeholder in a Secret": {
      change: (bundle) => fromSecret(bundle, TEMPLATE),
      says: /comes from a Secret .*28P01/,
      at: "/spec/template/spec/containers/0/env/6",
    },
    "a placeholder in a Secret for a certctl of one's own": (bundle) => {
      fromSecret(bundle, TEMPLATE);
      image(bundle, "mine");
    },
    "another placeholder in a Secret, whatever the release": (bundle) => {
      fromSecret(bundle, "postgres://u:$(PASSWORD)@db/c");
      image(bundle, "v2.2.0");
    },
    "a variable that is listed later": {
      change: (bundle) => {
        const { env } = bundle.container("server");
        env.push(
          ...env.splice(
            env.findIndex((one: Loose) => one.name === "POSTGRES_PASSWORD"),
            1,
          ),
        );
      },
      says: /listed after it/,
    },
    "a variable that is not there": {
      change: (bundle) => bundle.setVariable("server", "POSTGRES_PASSWORD", undefined),
      says: /has no variable POSTGRES_PASSWORD/,
    },
    "a password with a slash": { change: password("ab/c"), says: /can't read .*%2F/ },
    "a password with a bad escape": { change: password("a%zz"), says: /%25/ },
    "a password with a character that URLs don't have": { change: password("a^b"), says: /must be escaped/ },
    "a password that is decoded": { change: password("a%41"), says: /decoded/ },
    "a password with a slash that the next release puts in": {
      change: (bundle) => {
        fromSecret(bundle, TEMPLATE);
        image(bundle, "v2.1.8");
        bundle.setVariable("server", "POSTGRES_PASSWORD", "ab/c");
      },
      says: /can't read .*%2F/,
      at: "/spec/template/spec/containers/0/env/6",
    },
    "a password that is decoded where the next release has put it in": {
      change: (bundle) => {
        fromSecret(bundle, TEMPLATE);
        image(bundle, "v2.1.8");
        bundle.setVariable("server", "POSTGRES_PASSWORD", "a%41");
      },
      says: /decoded/,
    },
    "another scheme": { change: literal("mysql://u@db/c"), says: /postgres:\/\// },
  },
  silent: {
    "a good bundle": {},
    "a URL in a Secret that is not among the objects": { settings: { profile: "ha", database: { type: "external" } } },
    "a whole URL in a Secret": (bundle) => fromSecret(bundle, "postgres://u:p@db:5432/c?sslmode=disable"),
    "an IPv6 address": literal("postgres://u:p@[fd00::1]:5432/c?sslmode=require"),
    "lib/pq's other form": literal("host=db user=u dbname=c sslmode=disable"),
    "the next release, which replaces it": (bundle) => {
      fromSecret(bundle, TEMPLATE);
      image(bundle, "v2.1.8");
    },
    "a password of hex": password("0a1b2c"),
    "a Secret that is not among the objects and may have it": (bundle) => {
      bundle.setVariable("server", URL, undefined);
      bundle.container("server").envFrom = [{ secretRef: { name: "elsewhere" } }];
    },
    "a script that sets it": (bundle) => {
      bundle.setVariable("server", URL, undefined);
      bundle.container("server").command = ["/bin/sh", "-c", `export ${URL}=$(cat /url); exec /app/server`];
    },
  },
});
