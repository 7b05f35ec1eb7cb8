/** certctl's own facts that several objects rest on: images, ports, mounts and the database URL. */
import { DATABASE, SECRETS } from "../certctl/names.ts";
import { fromSecret } from "./pods.ts";

export const DATABASE_PORT = 5432;
export const DATABASE_ROLE = "certctl";

export const TLS_MOUNT = { name: "tls", mountPath: "/etc/certctl/tls", readOnly: true } as const;
export const TLS_VOLUME = { name: "tls", secret: { secretName: SECRETS.tls, defaultMode: 0o440 } };
export const TLS_ENV = [
  { name: "CERTCTL_SERVER_TLS_CERT_PATH", value: "/etc/certctl/tls/tls.crt" },
  { name: "CERTCTL_SERVER_TLS_KEY_PATH", value: "/etc/certctl/tls/tls.key" },
];

/**
 * The password comes first, then a literal URL that names it: Kubernetes puts it in for every certctl version, while a
 * URL inside a Secret with `$(POSTGRES_PASSWORD)` reaches only the newest one (certctl's internal/config/config.go).
 */
export const DATABASE_ENV = [
  fromSecret("POSTGRES_PASSWORD", SECRETS.database, "password"),
  {
    name: "CERTCTL_DATABASE_URL",
    value: `postgres://${DATABASE_ROLE}:$(POSTGRES_PASSWORD)@${DATABASE}:${DATABASE_PORT}/certctl?sslmode=disable`,
  },
];
