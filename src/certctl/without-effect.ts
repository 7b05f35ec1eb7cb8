/** Variables that certctl's server reads, or seems to, and that do nothing: why, and what to do instead. */

export interface WithoutEffect {
  /** The values that promise something; any but an empty one where it is left out. */
  readonly when?: RegExp;
  readonly why: string;
  readonly fix: string;
}

const TRUE = /^(true|1|yes)$/;
const REMOVE = "Remove it.";
/** cmd/server/wire.go:583-588. */
const DASHBOARD = "the image's dashboard answers those paths in its place";
const API = "Create the issuer through the API, with its scripts mounted, and remove the variable.";
/** internal/service/issuer.go:381-388 copies the others. */
const ACME_SCRIPT = {
  why: "certctl reads it but never gives it to the issuer that it makes, so DNS-01 has no script",
  fix: API,
};
/** cmd/server/main.go:2218-2231 puts it there. */
const PER_USER = {
  when: /[1-9]/,
  why: "the limiter runs before the login, so it knows no users and counts addresses",
  fix: "Remove it, and set CERTCTL_RATE_LIMIT_RPS and CERTCTL_RATE_LIMIT_BURST.",
};
const NOBODY = { why: "certctl reads it and uses it nowhere", fix: REMOVE };

export const WITHOUT_EFFECT: ReadonlyMap<string, WithoutEffect> = new Map(
  Object.entries<WithoutEffect>({
    CERTCTL_ACME_DNS_PRESENT_SCRIPT: ACME_SCRIPT,
    CERTCTL_ACME_DNS_CLEANUP_SCRIPT: ACME_SCRIPT,
    CERTCTL_ACME_DNS_PERSIST_ISSUER_DOMAIN: ACME_SCRIPT,
    CERTCTL_ACME_EAB_KID: { why: "no certctl up to v2.1.7 reads it, so the account has no external binding", fix: API },
    CERTCTL_ACME_EAB_HMAC: {
      why: "no certctl up to v2.1.7 reads it, so the account has no external binding",
      fix: API,
    },
    CERTCTL_ACME_SERVER_ENABLED: { when: TRUE, why: `no client reaches the ACME server: ${DASHBOARD}`, fix: REMOVE },
    CERTCTL_BREAKGLASS_ENABLED: { when: TRUE, why: `nobody reaches the break-glass login: ${DASHBOARD}`, fix: REMOVE },
    CERTCTL_BOOTSTRAP_ADMIN_GROUPS: {
      why: `nobody can log in through OIDC: ${DASHBOARD}`,
      fix: "Give an admin key in CERTCTL_API_KEYS_NAMED.",
    },
    CERTCTL_DEPLOY_BACKUP_RETENTION: NOBODY,
    CERTCTL_HEALTH_CHECK_DEFAULT_INTERVAL: NOBODY,
    CERTCTL_K8S_DEPLOY_KUBELET_SYNC_TIMEOUT: NOBODY,
    // cmd/server/main.go:108.
    CERTCTL_LOG_FORMAT: { when: /^text$/, why: "certctl always logs JSON", fix: REMOVE },
    // Nothing sets the DirHardener that internal/crypto/signer/file_driver.go:218 asks for.
    CERTCTL_OCSP_RESPONDER_KEY_DIR: {
      why: "certctl can't make the responder's key anywhere: OCSP of the local authority always fails",
      fix: "Remove it, and let clients use the CRL.",
    },
    CERTCTL_RATE_LIMIT_PER_USER_BURST: PER_USER,
    CERTCTL_RATE_LIMIT_PER_USER_RPS: PER_USER,
    CERTCTL_VERIFY_DELAY: NOBODY,
    CERTCTL_VERIFY_DEPLOYMENT: NOBODY,
    CERTCTL_VERIFY_TIMEOUT: NOBODY,
  }),
);
