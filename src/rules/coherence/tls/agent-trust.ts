/** Agents trust the server, by an authority that is there. */
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { isKnown, isOn, textOfSetting } from "../../certctl/settings.ts";
import { hasUnseenSource, mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { keyAt, mountAt } from "../../pods/mounts.ts";
import { type Pod, wordsOf } from "../../pods/pod.ts";
import { shown } from "../../pods/variables.ts";
import { missingFile } from "../../producers/missing-file.ts";
import type { CoherenceRule, Fault } from "../../rule.ts";
import { serverCertificates } from "./server-certificates.ts";
import { CERTIFICATE } from "./server-files.ts";

const BUNDLE = "CERTCTL_SERVER_CA_BUNDLE_PATH";
const SKIP = "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY";
/** Alpine's own authorities, in certctl's image. */
const IN_IMAGE = /^\/etc\/ssl\/|^\/usr\/(local\/)?share\/ca-certificates\//;

export const agentTrust: CoherenceRule = {
  name: "agent-trust",
  severity: "error",
  title: "Agents trust the server by an authority that they can read.",
  *check(installation) {
    const { agents, tools } = installation;
    const said = new Set<Pod>();
    // What is wrong in an agent's pod is told of the agent.
    for (const agent of [...agents, ...tools]) {
      const found = said.has(agent.pod) ? undefined : problem(agent, installation);
      if (found === undefined) continue;
      said.add(agent.pod);
      const { variable, ...rest } = found;
      const path = agent.variables.get(variable)?.path ?? agent.container.path;
      yield { resource: agent.pod.resource, path, ...rest };
    }
  },
};

type OfVariable = Fault & { readonly variable: string };

function problem(agent: Program, installation: Installation): OfVariable | undefined {
  const isScript = agent.role !== "agent";
  if (isScript && (isOn(agent, SKIP) || !speaksOf(agent))) return undefined;
  if (isOn(agent, SKIP)) return skips(installation);
  const bundle = textOfSetting(agent, BUNDLE);
  if (bundle === undefined) return trustsPublic(agent, installation);
  return isKnown(bundle) && !IN_IMAGE.test(bundle) ? bundleProblem(agent, bundle, installation) : undefined;
}

/** A certificate that a pod makes for itself can't be known beforehand: development. */
function skips(installation: Installation): OfVariable | undefined {
  if (installation.servers.some((server) => makesItsOwn(server))) return undefined;
  return {
    variable: SKIP,
    severity: "warning",
    message: `agents take any server for theirs (${SKIP}): whoever stands in between gets their API key, and answers them`,
    fix: `Remove ${SKIP}, mount the authority of the server's certificate, and let ${BUNDLE} name it.`,
  };
}

/** A script that calls the server, and trusts what the variable names. */
function speaksOf({ container, variables }: Program): boolean {
  return variables.has("CERTCTL_SERVER_URL") && wordsOf(container).join(" ").includes(BUNDLE);
}

function trustsPublic(agent: Program, installation: Installation): OfVariable | undefined {
  const isFlag = [...agent.container.command, ...agent.container.args].some((word) => word.includes("-ca-bundle"));
  const isAgent = agent.role === "agent";
  const { objects } = installation;
  if (isFlag || (isAgent ? mayBeUnseen(BUNDLE, agent, objects) : hasUnseenSource(agent, objects))) return undefined;
  const isPrivate = serverCertificates(installation).some(({ issuer }) => issuer.type === "private");
  if (!isPrivate && !installation.servers.some((server) => makesItsOwn(server))) return undefined;
  return {
    variable: BUNDLE,
    message: `${isAgent ? "agents trust" : "the script trusts"} public authorities only (${BUNDLE} is not set), and a private one signs the server's certificate: every call ends in an x509 error`,
    fix: `Mount the authority of the server's certificate, and let ${BUNDLE} name it.`,
  };
}

function bundleProblem(agent: Program, path: string, installation: Installation): OfVariable | undefined {
  const { producers } = installation;
  const fix = `Mount the Secret or ConfigMap with the authority of the server's certificate there; for a public authority, remove ${BUNDLE}.`;
  const variable = agent.variables.get(BUNDLE);
  const why = missingFile(agent.container, variable, producers);
  if (why !== undefined) {
    return {
      variable: BUNDLE,
      message: `${agent.role === "agent" ? "the agent exits" : "the script fails"}, since nothing is at ${shown(variable)} (${BUNDLE}): ${why}`,
      fix,
    };
  }
  if (agent.role !== "agent") return undefined;
  const key = keyAt(agent.container, path);
  const made = key === undefined ? [] : producers.of(key.kind, agent.pod.namespace, key.name);
  const certificates = serverCertificates(installation).filter(({ resource }) =>
    made.some((one) => one.resource === resource),
  );
  if (key?.key !== "ca.crt" || !certificates.some(({ issuer }) => issuer.type === "acme")) return undefined;
  const message = `an ACME issuer signs the server's certificate, and cert-manager then puts no authority into ca.crt: the agent finds it missing or empty (${BUNDLE}), and exits`;
  return { variable: BUNDLE, severity: "warning", message, fix };
}

function makesItsOwn(server: Program): boolean {
  const path = textOfSetting(server, CERTIFICATE);
  const volume = isKnown(path) ? mountAt(server.container, path)?.volume : undefined;
  return volume?.spec.emptyDir !== undefined;
}
