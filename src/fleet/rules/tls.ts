/** One source for the server's certificate, and one that its clients can trust. */
import { nearName } from "../../model/near-name.ts";
import { replicas } from "./availability.ts";
import type { FleetRule, Problem } from "./rule.ts";

const SOURCES = ["self-signed", "secret", "cert-manager", "init-container"];

/** Keys that belong to one source: another source with such a key would be two at once. */
const OF_ONE_SOURCE = { issuerRef: "cert-manager", image: "init-container" } as const;

export const tlsSingleSource: FleetRule = {
  name: "tls-single-source",
  acceptable: false,
  check({ settings }) {
    const { tls = {} } = settings;
    const source = tls.source ?? "self-signed";
    if (!SOURCES.includes(source)) return [unknown(source)];
    const problems: Problem[] = [];
    for (const [key, owner] of Object.entries(OF_ONE_SOURCE)) {
      if (tls[key as keyof typeof OF_ONE_SOURCE] === undefined || source === owner) continue;
      const message = `two TLS sources: tls.source is ${source}, and tls.${key} belongs to ${owner}; both would write the server's certificate`;
      problems.push({ path: ["tls", key], message, fix: `Set tls.source: ${owner}, or remove tls.${key}.` });
    }
    if (source === "cert-manager" && tls.issuerRef === undefined) {
      const fix = "Add tls.issuerRef: {name: ..., kind: ClusterIssuer}.";
      problems.push({
        path: ["tls", "source"],
        message: "cert-manager needs an issuer, and tls.issuerRef is missing",
        fix,
      });
    }
    if (source === "init-container" && tls.secretName !== undefined) {
      const message =
        "tls.source init-container makes a certificate in each pod: there is no Secret, so tls.secretName means nothing";
      problems.push({
        path: ["tls", "secretName"],
        message,
        fix: "Remove tls.secretName, or set tls.source: secret.",
      });
    }
    return problems;
  },
};

function unknown(source: string): Problem {
  const near = nearName(source, SOURCES);
  const fix = `${near === undefined ? "" : `Did you mean ${near}? `}It can be ${SOURCES.join(", ")}.`;
  return { path: ["tls", "source"], message: `tls.source ${source} is not a source of a certificate`, fix };
}

export const tlsInitContainer: FleetRule = {
  name: "tls-init-container",
  acceptable: true,
  check(subject) {
    if (subject.settings.tls?.source !== "init-container") return [];
    const path = ["tls", "source"];
    const fix = "Set tls.source: self-signed (made by `certctl-gitops secrets`), secret or cert-manager.";
    if (replicas(subject) > 1) {
      const message = `each of ${replicas(subject)} servers would make a certificate of its own, and its clients can trust none of them`;
      return [{ path, message, fix }];
    }
    if (subject.profile === "dev") return [];
    const message =
      "a certificate that the server makes at each start can't be verified: agents would send their keys to whoever answers";
    return [{ path, message, fix: `${fix} It is meant for profile dev.` }];
  },
};
