/** Issuers of the first start. */
import { issuerSeedOnce } from "../../../../src/rules/coherence/server/issuer-seed-once.ts";
import { describeRule } from "../../cases.ts";

describeRule(issuerSeedOnce, {
  reports: {
    "an ACME directory": {
      change: (bundle) => bundle.setVariable("server", "CERTCTL_ACME_DIRECTORY_URL", "https://acme.example.com"),
      says: /CERTCTL_ACME_DIRECTORY_URL/,
      severity: "info",
    },
    "Vault and step-ca": {
      change: (bundle) => {
        bundle.setVariable("server", "CERTCTL_VAULT_ADDR", "https://vault");
        bundle.setVariable("server", "CERTCTL_STEPCA_URL", { secretKeyRef: { name: "a", key: "b" } });
      },
      times: 2,
    },
  },
  silent: {
    "a good bundle, with the files of its own authority": {},
    "an empty one": (bundle) => bundle.setVariable("server", "CERTCTL_VAULT_ADDR", ""),
  },
});
