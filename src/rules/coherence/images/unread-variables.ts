/** What a release does that does not read a variable yet; since when each is read says src/certctl/variables.ts. */
import { isTrue } from "../../certctl/settings.ts";

export interface Unread {
  /** Whether a value asks for anything; always where it is left out. */
  readonly matters?: (text: string) => boolean;
  readonly instead: string;
}

export const UNREAD: Readonly<Record<string, Unread>> = {
  CERTCTL_DATABASE_MAX_CONNS: {
    matters: (text) => text !== "25",
    instead: "each server holds up to 25 connections, whatever it says",
  },
  CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY: {
    matters: isTrue,
    instead: "a server without a bootstrap token starts all the same",
  },
  CERTCTL_ASYNC_POLL_MAX_WAIT_SECONDS: { instead: "it waits as long as it always did" },
  CERTCTL_MIGRATIONS_VIA_HOOK: {
    matters: (text) => text.toLowerCase() === "true",
    instead: "every server migrates the database when it starts",
  },
  CERTCTL_RATE_LIMIT_BACKEND: {
    matters: (text) => text === "postgres",
    instead: "each server counts its rate limits in memory",
  },
  // It cleans up behind that backend, whose own entry says enough.
  CERTCTL_RATE_LIMIT_JANITOR_INTERVAL: { matters: () => false, instead: "nothing is cleaned" },
  CERTCTL_BLOCK_RFC1918_OUTBOUND: { matters: isTrue, instead: "calls to private addresses are not blocked" },
  CERTCTL_OTEL_ENABLED: { matters: isTrue, instead: "nothing is traced" },
  CERTCTL_WEBHOOK_URL: { instead: "nothing is sent to the webhook" },
  CERTCTL_AUDIT_CHAIN_VERIFY_INTERVAL: { instead: "the audit log's chain is not verified" },
  CERTCTL_USER_RETENTION_WINDOW: { instead: "users that are gone stay in the database" },
  CERTCTL_SCHEDULER_JOB_CLAIM_LIMIT: { instead: "the number of jobs claimed at once has no limit" },
  CERTCTL_RATE_LIMIT_BUCKET_TTL: { instead: "the buckets of clients that are gone stay in memory" },
};
