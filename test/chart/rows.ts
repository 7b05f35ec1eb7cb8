/** The defects that no rendered manifest can show, and the one that only an older chart has. */
import { type Expected, hookOfRelease, on, plain, released } from "./expected.ts";
import type { Values } from "./render.ts";
import { HOOK, images, KEY, LEAST, PASSWORD, TLS } from "./values.ts";

/** helm ends with an error, so there is no manifest. */
export const UNRENDERED: Readonly<Record<string, { readonly row: number; readonly values: Values; says: RegExp }>> = {
  "no source of TLS": { row: 2, values: { set: { ...KEY, ...PASSWORD } }, says: /refuses to start without TLS/ },
  "the example for an external database": {
    row: 11,
    values: { example: "external-db", set: { ...TLS, ...KEY } },
    says: /externalDatabase\.url is required/,
  },
  "variables as a mapping": {
    row: 12,
    values: { set: { ...LEAST, "server.env.CERTCTL_DATABASE_MAX_CONNS": "20" } },
    says: /YAML parse error on certctl\/templates\/server-deployment\.yaml/,
  },
  "the example for ACME": {
    row: 15,
    values: { example: "acme-dns01", set: TLS },
    says: /postgresql\.auth\.password is empty/,
  },
};

/** Wanted in the values, and not there in what is rendered. */
export const UNSEEN: Readonly<Record<number, string>> = {
  38: "of several kinds of affinity one is rendered: the manifest does not tell that others were wanted",
  39: "a kind of agents that the chart does not know renders none: a certctl without agents is one, too",
};

const SERVER = "Deployment certctl-server";

/** The chart of v2.1.7: its switch for the hook and its session affinity reach no manifest (42). */
export const OLD: { readonly release: string; readonly values: Values; readonly finds: readonly Expected[] } = {
  release: "v2.1.7",
  values: {
    set: {
      ...LEAST,
      ...HOOK,
      ...images("v2.1.7"),
      "server.replicas": "2",
      "server.service.sessionAffinity": "ClientIP",
      "server.rateLimiting.backend": "postgres",
    },
  },
  finds: [
    ...released(plain()),
    ...hookOfRelease("certctl"),
    ...on(SERVER, [
      ["migrations-via-hook-env", 42],
      ["database-connections", 29],
    ]),
    ...on("Service certctl-server", [["ha-session-affinity", 42]]),
  ],
};
