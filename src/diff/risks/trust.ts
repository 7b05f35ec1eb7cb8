/** The server's certificate and the authority that agents trust: both move together, or agents lose the server. */
import type { Resource } from "../../model/applied.ts";
import { at } from "../../model/json.ts";
import { isSame } from "../../order/same-object.ts";
import type { Installation } from "../../rules/certctl/installation.ts";
import type { Program } from "../../rules/certctl/programs.ts";
import { isOn, textOfSetting } from "../../rules/certctl/settings.ts";
import { serverCertificates } from "../../rules/coherence/tls/server-certificates.ts";
import { CERTIFICATE, mountedKey } from "../../rules/coherence/tls/server-files.ts";
import type { FoundRisk } from "../risk.ts";
import { sameData } from "../same-data.ts";
import { type FilePlace, filePlace, isSameFile, type Move, textMove } from "./file-place.ts";
import { type ProgramPair, programPairs } from "./programs.ts";
import { riskRule } from "./rule.ts";
import { culprit } from "./settings.ts";
import type { InstallationPair, Side, Sides } from "./sides.ts";

const BUNDLE = "CERTCTL_SERVER_CA_BUNDLE_PATH";
const SKIP = "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY";

export const serverTlsSource = riskRule(
  "server-tls-source",
  "The server's certificate comes from another place, or another issuer signs it.",
  function* (sides) {
    for (const pair of sides.installations) {
      const move = moveOf(pair, sides);
      if (move === undefined || agentsLose(pair, move, sides) !== undefined) continue;
      yield {
        level: "caution",
        message:
          "The server's certificate comes from another place or issuer: whoever trusts the old authority refuses it, and agents that run read the new one only when they start.",
        advice:
          "Check that all callers get the new authority before the server serves the new certificate: agents, Jobs, scrapes, ingress controllers, clients outside of the cluster.",
        ...move,
      };
    }
  },
);

export const agentTrustLost = riskRule(
  "agent-trust-lost",
  "The server's certificate or the agents' authority is switched, and the other is not.",
  function* (sides) {
    for (const pair of sides.installations) {
      const found = agentsLose(pair, moveOf(pair, sides), sides);
      if (found !== undefined) yield found;
    }
  },
);

/** Where the server's certificate comes from another place; undefined where it does not, or where nobody can say. */
function moveOf(pair: InstallationPair, sides: Sides): Move | undefined {
  const [server] = programPairs("server", pair, sides);
  if (server === undefined) return undefined;
  const [was, is] = [filePlace(server.before, CERTIFICATE), filePlace(server.after, CERTIFICATE)];
  if (was === undefined || is === undefined) return undefined;
  const maker = makerMove(was, is, server, pair, sides);
  if (maker !== undefined) return maker;
  if (!isSameFile(was, is, server, sides)) return culprit(CERTIFICATE, server.after, sides);
  return issuerMove(pair, sides) ?? textMove(was, is, server, sides);
}

/** cert-manager makes the Secret by now, or no longer: the Certificate that came or went. */
function makerMove(
  was: FilePlace,
  is: FilePlace,
  { before, after }: ProgramPair,
  pair: InstallationPair,
  sides: Sides,
): Move | undefined {
  const [left, right] = [
    certificateFor(was, before.pod.namespace, pair.before),
    certificateFor(is, after.pod.namespace, pair.after),
  ];
  if ((left === undefined) === (right === undefined)) return undefined;
  // Where nothing makes it any more, secret-removed tells that nothing renews it.
  const isMade = is.kind === "Secret" && pair.after.producers.of("Secret", after.pod.namespace, is.name).length > 0;
  if (right === undefined && !isMade) return undefined;
  const removed = sides.removed.find((one) => isSame(one.before, left));
  return { change: sides.changeOf(right) ?? removed };
}

function certificateFor(
  { kind, name }: FilePlace,
  namespace: string,
  { producers }: Installation,
): Resource | undefined {
  if (kind !== "Secret") return undefined;
  return producers.of("Secret", namespace, name).find(({ resource }) => resource.id.group !== "" && isIssued(resource))
    ?.resource;
}

/** A Certificate, or an Ingress or Gateway with an issuer's annotation. */
function isIssued({ id }: Resource): boolean {
  return ["Certificate", "Ingress", "Gateway"].includes(id.kind);
}

/** The Certificate, or the authority of its issuer, is another one. */
function issuerMove({ before, after }: InstallationPair, sides: Sides): Move | undefined {
  const was = serverCertificates(before);
  for (const { resource } of serverCertificates(after)) {
    const earlier = was.find((one) => sides.later(one.resource)?.id.name === resource.id.name)?.resource;
    if (earlier === undefined) continue;
    const [from, to] = [earlier, resource].map((one) => issuerRef(one));
    if (!sameData(from, to)) return { change: sides.changeOf(resource), path: ["spec", "issuerRef"] };
    const issuer = issuerOf(resource, sides.after);
    const signer = issuer && sides.earlier(issuer);
    const authority = (one: Resource | undefined) => one && at(one.manifest, "spec", "ca", "secretName");
    if (issuer !== undefined && signer !== undefined && authority(issuer) !== authority(signer)) {
      return { change: sides.changeOf(issuer), path: ["spec", "ca", "secretName"] };
    }
  }
  return undefined;
}

function issuerRef({ manifest }: Resource): { name: string; kind: string } {
  const reference = at(manifest, "spec", "issuerRef");
  return { name: String(at(reference, "name") ?? ""), kind: String(at(reference, "kind") ?? "Issuer") };
}

function issuerOf(certificate: Resource, { objects }: Side): Resource | undefined {
  const { name, kind } = issuerRef(certificate);
  return objects.find(`${kind}.cert-manager.io`, kind === "ClusterIssuer" ? "" : certificate.id.namespace, name);
}

/** What the agents lose the server by: the server's certificate moved without their authority, or the other way round. */
function agentsLose(pair: InstallationPair, server: Move | undefined, sides: Sides): FoundRisk | undefined {
  for (const agent of programPairs("agent", pair, sides)) {
    if (isOn(agent.after, SKIP)) continue;
    const own = ownMove(agent, pair, sides);
    if (server !== undefined && own === undefined && !sharesPlace(agent.after, pair.after)) {
      return {
        level: "danger",
        message:
          "The server's certificate comes from another place or issuer, and agents trust the same authority as before: unless it signs the new one too, every agent refuses the server (x509), and nothing is renewed or deployed.",
        advice: `Give agents both authorities first (${BUNDLE} may hold several), then switch the certificate, then take the old one away.`,
        ...server,
      };
    }
    if (server === undefined && own !== undefined) {
      return {
        level: "danger",
        message: `Agents trust another authority than before (${BUNDLE}), and the server's certificate comes from the same place: unless the new one signs it too, every agent refuses the server (x509), and nothing is renewed or deployed.`,
        advice: "Check that the new authority signs the server's certificate, or give agents both.",
        ...own,
      };
    }
  }
  return undefined;
}

function ownMove(agent: ProgramPair, pair: InstallationPair, sides: Sides): Move | undefined {
  const [was, is] = [filePlace(agent.before, BUNDLE), filePlace(agent.after, BUNDLE)];
  if (was === undefined || is === undefined) {
    const isUnset = [agent.before, agent.after].map((one) => textOfSetting(one, BUNDLE) === undefined);
    return was !== is && isUnset[0] !== isUnset[1] ? culprit(BUNDLE, agent.after, sides) : undefined;
  }
  if (!isSameFile(was, is, agent, sides)) return culprit(BUNDLE, agent.after, sides);
  return makerMove(was, is, agent, pair, sides) ?? textMove(was, is, agent, sides);
}

/** Agents that read ca.crt of the Secret that holds the server's certificate get the new authority with it. */
function sharesPlace(agent: Program, { servers }: Installation): boolean {
  const secrets = new Set(servers.map((server) => mountedKey(server, CERTIFICATE)?.name));
  const own = mountedKey(agent, BUNDLE);
  return own?.kind === "Secret" && secrets.has(own.name);
}
