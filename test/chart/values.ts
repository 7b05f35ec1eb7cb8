/** Values that a user of the chart gives it. The keys and passwords are made up, of hex digits as the chart needs them. */

export const TLS = { "server.tls.existingSecret": "certctl-tls" };
export const KEY = { "server.auth.apiKey": "3f0c9a51d27e4b86a9e5107cc2d4f8b1" };
export const PASSWORD = { "postgresql.auth.password": "7d1e0b5c9a3f4826b7c04e91" };
/** All that the chart asks for. */
export const LEAST = { ...TLS, ...KEY, ...PASSWORD };

export const HOOK = { "migrations.viaHook": "true" };
export const EXTERNAL = {
  ...TLS,
  ...KEY,
  "postgresql.enabled": "false",
  "externalDatabase.url": "postgres://certctl:7d1e0b5c9a3f4826b7c04e91@db.example.com:5432/certctl?sslmode=verify-full",
};

/** As the chart's own instructions make one: openssl rand -base64 32. */
export const BASE64_PASSWORD = { "postgresql.auth.password": "q7/Zk2+Xw9/3aB0cD1eF2gH3iJ4kL5mN6oP7qR8sT9u=" };

/** Images that releases push; v2.1.8 stands for the one after v2.1.7. */
export function images(tag: string): Readonly<Record<string, string>> {
  return {
    "server.image.repository": "ghcr.io/certctl-io/certctl-server",
    "server.image.tag": tag,
    "agent.image.tag": tag,
  };
}

export function certManager(issuer: string): Readonly<Record<string, string>> {
  return {
    ...KEY,
    ...PASSWORD,
    "server.tls.certManager.enabled": "true",
    "server.tls.certManager.issuerRef.name": issuer,
  };
}

export const MONITOR = { "monitoring.enabled": "true", "monitoring.serviceMonitor.enabled": "true" };
export const SMTP = {
  "server.smtp.enabled": "true",
  "server.smtp.host": "mail.example.com",
  "server.smtp.username": "certctl",
  "server.smtp.password": "0f9e8d7c6b5a4938",
  "server.smtp.fromAddress": "certctl@example.com",
};
export const INGRESS = { "ingress.enabled": "true", "ingress.className": "nginx" };
