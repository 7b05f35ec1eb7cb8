/** Scripts that never reach an issuer. */
import { acmeDnsScript } from "../../../../src/rules/coherence/server/acme-dns-script.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const acme =
  (type: string | undefined, more: Readonly<Record<string, string>> = {}) =>
  (bundle: Bundle): void => {
    const variables = { DIRECTORY_URL: "https://acme.example.com/directory", ...more };
    for (const [name, value] of Object.entries(variables)) bundle.setVariable("server", `CERTCTL_ACME_${name}`, value);
    bundle.setVariable("server", "CERTCTL_ACME_CHALLENGE_TYPE", type);
  };

describeRule(acmeDnsScript, {
  reports: {
    "dns-01": { change: acme("dns-01"), says: /by dns-01 and gets no script/ },
    "dns-persist-01": acme("dns-persist-01", { DNS_PERSIST_ISSUER_DOMAIN: "example.com" }),
  },
  silent: {
    "no ACME": {},
    "http-01": acme("http-01"),
    "the default": acme(undefined),
    "no directory": acme("dns-01", { DIRECTORY_URL: "" }),
    "a script, of which another rule speaks": acme("dns-01", { DNS_PRESENT_SCRIPT: "/scripts/present" }),
    "a type that is not in the input": (bundle) => {
      acme("dns-01")(bundle);
      bundle.setVariable("server", "CERTCTL_ACME_CHALLENGE_TYPE", { configMapKeyRef: { name: "a", key: "b" } });
    },
  },
});
