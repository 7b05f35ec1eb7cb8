/** Which names promise a secret. */
import { describe, expect, it } from "vitest";
import { AGENT_VARIABLES, SERVER_VARIABLES } from "../../src/certctl/variables.ts";
import { type SecretWord, secretWord } from "../../src/k8s/secret-words.ts";

const NAMES: Readonly<Record<SecretWord, string>> = {
  secret: `password PASSWORD dbPassword db_password db-password db.password POSTGRES_PASSWORD PGPASSWORD passwd passphrase
    SMTP_PASS MYSQL_PWD secret clientSecret client_secret CERTCTL_AUTH_SECRET JWT_TOKEN_SECRET token accessToken TOKEN_GITHUB
    bootstrapToken apiKey api_key apikey API-KEY X-API-Key example.com/api-key privateKey private_key accessKey
    AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID VAULT_SECRET_ID encryptionKey credential credentials passwordHash
    password1 rootpassword CERTCTL_API_KEYS_NAMED slackWebhookUrl REDISCLI_AUTH client-key-data PASSWORD_SECRET`,
  "secret-or-name": `secrets existingSecret tlsSecret imagePullSecrets apiKeysSecret passwordSecret manual-secrets
    nginx.ingress.kubernetes.io/auth-secret`,
  login: "auth basicAuth Authorization proxy-auth",
  none: `name key keys user secretName secretRef secretKeyRef passwordSecretRef tokenTTL tokenTtlSeconds tokenExpiration
    passwordPolicy secretStoreRef remoteRef PASSWORD_FILE CERTCTL_DB_PASSWORD_FILE passwordKey existingSecretPasswordKey
    existingSecretKey tokenUrl token_endpoint privateKeySecretRef maxTokens secretsmanager passwordless tokenizer
    proxy_pass passThrough bypass pass-through authType CERTCTL_AUTH_TYPE CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY
    CERTCTL_SESSION_SIGNING_KEY_RETENTION CERTCTL_K8SSECRET_PREVIEW_ACK password_encryption secret.reloader.stakater.com/reload
    publicKey primaryKey author oauth2 keyword monkey secretary`,
};

describe("secretWord", () => {
  it.each(Object.entries(NAMES))("%s", (word, names) => {
    expect(names.split(/\s+/).filter((name) => secretWord(name) !== word)).toEqual([]);
  });
  it("certctl's own variables", () => {
    const secret = [...SERVER_VARIABLES.keys(), ...AGENT_VARIABLES].filter((name) => secretWord(name) !== "none");
    expect(secret.map((name) => name.replace("CERTCTL_", ""))).toEqual(
      `AGENT_BOOTSTRAP_TOKEN API_KEYS_NAMED AUTH_SECRET AZURE_KV_CLIENT_SECRET BOOTSTRAP_TOKEN CONFIG_ENCRYPTION_KEY
      DIGICERT_API_KEY EJBCA_TOKEN GCP_SM_CREDENTIALS GLOBALSIGN_API_KEY GLOBALSIGN_API_SECRET GOOGLE_CAS_CREDENTIALS
      OPSGENIE_API_KEY PAGERDUTY_ROUTING_KEY SCEP_CHALLENGE_PASSWORD SECTIGO_PASSWORD SLACK_WEBHOOK_URL SMTP_PASSWORD
      STEPCA_PASSWORD TEAMS_WEBHOOK_URL VAULT_TOKEN WEBHOOK_SECRET API_KEY`.split(/\s+/),
    );
  });
});
