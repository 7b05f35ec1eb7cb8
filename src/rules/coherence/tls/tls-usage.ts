/** The server's certificate may be shown by a server. */
import { at } from "../../../model/json.ts";
import type { CoherenceRule } from "../../rule.ts";
import { serverCertificates } from "./server-certificates.ts";

export const tlsUsage: CoherenceRule = {
  name: "tls-usage",
  severity: "error",
  title: "The server's certificate is one for servers.",
  *check(installation) {
    for (const { resource } of serverCertificates(installation)) {
      const usages = at(resource.manifest, "spec", "usages");
      // Without usages cert-manager leaves it to the issuer.
      if (!Array.isArray(usages) || usages.length === 0) continue;
      if (usages.includes("server auth") || usages.includes("any")) continue;
      yield {
        resource,
        path: ["spec", "usages"],
        message:
          "the certificate's usages lack server auth: whoever checks it refuses it (x509: incompatible key usage), and agents do nothing",
        fix: "Add server auth to usages.",
      };
    }
  },
};
