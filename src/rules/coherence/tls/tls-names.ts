/** The server's certificate has the names by which it is called. */
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { isKnown, isOn, textOfSetting } from "../../certctl/settings.ts";
import { hostOf } from "../../pods/hosts.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { type ServerCertificate, serverCertificates } from "./server-certificates.ts";

const URL = "CERTCTL_SERVER_URL";

export const tlsNames: CoherenceRule = {
  name: "tls-names",
  severity: "error",
  title: "The server's certificate has the names by which agents and Jobs call it.",
  *check(installation) {
    for (const certificate of serverCertificates(installation)) {
      if (certificate.names.some((name) => name.includes("${"))) continue;
      const called = calledNames(installation);
      const lacking = called.filter((host) => !certificate.names.some((name) => covers(name, host)));
      if (lacking.length > 0) yield problem(certificate, lacking);
      else if (called.length === 0) yield* inCluster(certificate, installation);
    }
  },
};

/** The hosts in the URLs of those that check the server's certificate, where the server's Service is behind them. */
function calledNames({ agents, tools, objects, services }: Installation): readonly string[] {
  const callers: readonly Program[] = [...agents, ...tools].filter(
    (one) => !isOn(one, "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY"),
  );
  const hosts = callers.flatMap((caller) => {
    const url = textOfSetting(caller, URL);
    const host = isKnown(url) ? hostOf(url) : undefined;
    const service = host === undefined ? undefined : objects.serviceAt(host, caller.pod.namespace);
    return host !== undefined && service !== undefined && services.includes(service) ? [host] : [];
  });
  return [...new Set(hosts)];
}

function problem({ resource, path }: ServerCertificate, lacking: readonly string[]): Problem {
  return {
    resource,
    path,
    message: `the server's certificate lacks ${lacking.join(" and ")}, by which it is called (${URL}): its callers refuse it with an x509 error, and agents do nothing`,
    fix: `Add ${lacking.join(", ")} to the certificate's DNS names; a public authority signs no name inside a cluster, one of your own does.`,
  };
}

/** Where nobody says how it is called: none of the names that a Service has in a cluster. */
function* inCluster(certificate: ServerCertificate, { services }: Installation): Iterable<Problem> {
  const forms = services.flatMap(({ id: { name, namespace } }) =>
    namespace === "" ? [name] : [name, `${name}.${namespace}`, `${name}.${namespace}.svc`],
  );
  const isCovered = forms.some((form) =>
    certificate.names.some((name) => covers(name, form) || name.startsWith(`${form}.`)),
  );
  if (forms.length === 0 || isCovered) return;
  yield {
    resource: certificate.resource,
    path: certificate.path,
    severity: "warning",
    message:
      "the server's certificate has none of the names of its Service: whoever calls it inside the cluster refuses it with an x509 error",
    fix: "Add the Service's names to the certificate: <service>, <service>.<namespace> and <service>.<namespace>.svc.",
  };
}

/** A wildcard stands for one label (RFC 6125). */
export function covers(name: string, host: string): boolean {
  const [one, other] = [name.toLowerCase(), host.toLowerCase()];
  if (!one.startsWith("*.")) return one === other;
  const dot = other.indexOf(".");
  return dot > 0 && other.slice(dot) === one.slice(1);
}
