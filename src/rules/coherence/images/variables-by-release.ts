/** Variables by the release that first reads them (the sources of certctl's tags, searched for each name). */
import { firstRelease, NEXT_RELEASE } from "../../../certctl/variables.ts";
import { WITHOUT_EFFECT } from "../server/without-effect.ts";

interface Of {
  /** Whether a value asks for anything; always where it is left out. */
  readonly matters?: (text: string) => boolean;
  /** What the older releases do. */
  readonly instead: string;
}

/** `after`: in the sources behind that release, and in no release yet. */
export type ByRelease = Of &
  ({ readonly since: string; readonly after?: undefined } | { readonly since?: undefined; readonly after: string });

/** What certctl takes for true (internal/config/config.go). */
const isTrue = (text: string): boolean => ["true", "1", "yes"].includes(text);

/** Those of which it is known what the older releases do. */
const KNOWN: readonly (ByRelease & { readonly name: string })[] = [
  {
    name: "CERTCTL_DATABASE_MAX_CONNS",
    since: "v2.1.1",
    matters: (text) => text !== "25",
    instead: "each server holds up to 25 connections, whatever it says",
  },
  {
    name: "CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY",
    since: "v2.1.1",
    matters: isTrue,
    instead: "a server without a bootstrap token starts all the same",
  },
  { name: "CERTCTL_ASYNC_POLL_MAX_WAIT_SECONDS", since: "v2.1.3", instead: "it waits as long as it always did" },
  {
    name: "CERTCTL_MIGRATIONS_VIA_HOOK",
    since: "v2.1.3",
    matters: (text) => text.toLowerCase() === "true",
    instead: "every server migrates the database when it starts",
  },
  {
    name: "CERTCTL_RATE_LIMIT_BACKEND",
    since: "v2.1.4",
    matters: (text) => text === "postgres",
    instead: "each server counts its rate limits in memory",
  },
  // It cleans up behind that backend, whose own entry says enough.
  { name: "CERTCTL_RATE_LIMIT_JANITOR_INTERVAL", since: "v2.1.4", matters: () => false, instead: "nothing is cleaned" },
  {
    name: "CERTCTL_BLOCK_RFC1918_OUTBOUND",
    after: "v2.1.7",
    matters: isTrue,
    instead: "calls to private addresses are not blocked",
  },
  { name: "CERTCTL_OTEL_ENABLED", after: "v2.1.7", matters: isTrue, instead: "nothing is traced" },
  { name: "CERTCTL_WEBHOOK_URL", after: "v2.1.7", instead: "nothing is sent to the webhook" },
  { name: "CERTCTL_AUDIT_CHAIN_VERIFY_INTERVAL", after: "v2.1.7", instead: "the audit log's chain is not verified" },
  { name: "CERTCTL_USER_RETENTION_WINDOW", after: "v2.1.7", instead: "users that are gone stay in the database" },
  {
    name: "CERTCTL_SCHEDULER_JOB_CLAIM_LIMIT",
    after: "v2.1.7",
    instead: "the number of jobs claimed at once has no limit",
  },
  {
    name: "CERTCTL_RATE_LIMIT_BUCKET_TTL",
    after: "v2.1.7",
    instead: "the buckets of clients that are gone stay in memory",
  },
];

/** Undefined where every release since v2.0.72 reads it, or none does. */
export function byRelease(name: string): ByRelease | undefined {
  const known = KNOWN.find((one) => one.name === name);
  if (known !== undefined || WITHOUT_EFFECT.has(name)) return known;
  const since = firstRelease(name);
  if (since === undefined) return undefined;
  const instead = "it does without";
  return since === NEXT_RELEASE ? { after: "v2.1.7", instead } : { since, instead };
}
