/** Variables of issuers count once, when the database has none. */
import type { Program } from "../../certctl/programs.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

/**
 * One for each issuer that the variables can make (internal/service/issuer.go:307-357). The local authority is one of
 * them, which every installation has: the paths of its files stay those of the first start, and issuing-ca speaks of them.
 */
const ISSUERS = [
  "CERTCTL_ACME_DIRECTORY_URL",
  "CERTCTL_AWS_PCA_CA_ARN",
  "CERTCTL_DIGICERT_API_KEY",
  "CERTCTL_EJBCA_API_URL",
  "CERTCTL_ENTRUST_API_URL",
  "CERTCTL_GLOBALSIGN_API_URL",
  "CERTCTL_GOOGLE_CAS_PROJECT",
  "CERTCTL_OPENSSL_SIGN_SCRIPT",
  "CERTCTL_SECTIGO_CUSTOMER_URI",
  "CERTCTL_STEPCA_URL",
  "CERTCTL_VAULT_ADDR",
];

export const issuerSeedOnce: CoherenceRule = {
  name: "issuer-seed-once",
  severity: "info",
  title: "Issuers are changed through the API, not by variables.",
  setting: "server.env",
  *check({ servers }) {
    for (const server of servers) yield* problems(server);
  },
};

function* problems({ pod, variables }: Program): Iterable<Problem> {
  for (const name of ISSUERS) {
    const variable = variables.get(name);
    if (variable === undefined || variable.text === "") continue;
    yield {
      resource: pod.resource,
      path: variable.path,
      message: `certctl makes an issuer of ${name} and its neighbours when its database has none, and never looks at them again: a later change here does nothing`,
      fix: "Change the issuer through the API afterwards, and keep both in step.",
    };
  }
}
