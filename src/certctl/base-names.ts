/** The names that base and components have before a cluster gives its own. */

export const BASE_NAMESPACE = "certctl";
export const BASE_AGENTS_NAMESPACE = "certctl-agents";
export const BASE_STATE_FOLDER = "/var/lib/certctl/certctl";
export const BASE_INGRESS_TLS_SECRET = "certctl-ingress-tls";
export const INGRESS_POLICY = "certctl-server-from-ingress";
export const CONTROLLER_NAMESPACES = { nginx: "ingress-nginx", traefik: "traefik" } as const;
export const DATABASE_CA_SECRET = "certctl-database-ca";
