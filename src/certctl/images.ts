/** The images that a bundle runs, as their publishers name them (certctl's release workflow, docker-library/postgres). */

export const SERVER_IMAGE = "ghcr.io/certctl-io/certctl-server";
export const AGENT_IMAGE = "ghcr.io/certctl-io/certctl-agent";
export const DATABASE_IMAGE = "postgres";

/** certctl's tags carry the `v`; releases without it do not exist. */
export const DEFAULT_VERSION = "v2.1.7";
export const DEFAULT_DATABASE_TAG = "16-alpine";

/** For tls.source init-container: the server's image has no openssl; certctl's own compose file uses this one too. */
export const OPENSSL_IMAGE = "docker.io/alpine/openssl";
export const OPENSSL_TAG = "3.3.3";
