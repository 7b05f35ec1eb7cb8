/** Who may connect to whom: everything is closed to incoming traffic, then each needed peer is let in by its port. */
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { inStage, kept } from "../certctl/annotations.ts";
import { ALL_PARTS, labels, PART_OF, type Part, selectorLabels } from "../certctl/labels.ts";
import { AGENT, DATABASE, SERVER, SERVER_PORT } from "../certctl/names.ts";
import type { StageName } from "../certctl/stages.ts";
import type { Manifest } from "../model/manifest.ts";
import { DATABASE_PORT } from "./certctl.ts";
import { object } from "./object.ts";

type Spec = NonNullable<INetworkPolicy["spec"]>;
type Peer = NonNullable<NonNullable<NonNullable<Spec["ingress"]>[number]["from"]>[number]>;

/** Closes certctl's pods to whatever no other policy lets in; other pods of a shared namespace are nobody's business. */
export function closedNamespace(): Manifest {
  const podSelector = { matchLabels: ALL_PARTS };
  return policy("certctl-closed", "config", PART_OF, { podSelector, policyTypes: ["Ingress"] });
}

/** The server is reached by the enrolment Job beside it and by the agents of their own namespace. */
export function toServer(agentsNamespace: string): Manifest {
  const agents: Peer = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": agentsNamespace } },
    podSelector: { matchLabels: selectorLabels("agent") },
  };
  return allow(SERVER, "config", "server", SERVER_PORT, [beside("enroll"), agents]);
}

/** The database is reached by what reads and writes it, and by nobody else; also when all else is uninstalled. */
export function toDatabase(): Manifest {
  const peers = (["server", "migrate", "credentials"] as const).map(beside);
  return kept(allow(DATABASE, "database", "database", DATABASE_PORT, peers));
}

/** Agents listen on no port. */
export function closedAgents(): Manifest {
  const podSelector = { matchLabels: selectorLabels("agent") };
  return policy(AGENT, "agent", labels("agent"), { podSelector, policyTypes: ["Ingress"] });
}

function beside(part: Part): Peer {
  return { podSelector: { matchLabels: selectorLabels(part) } };
}

function allow(name: string, stage: StageName, part: Part, port: number, from: Peer[]): Manifest {
  return policy(name, stage, labels(part), {
    podSelector: { matchLabels: selectorLabels(part) },
    policyTypes: ["Ingress"],
    ingress: [{ from, ports: [{ port, protocol: "TCP" }] }],
  });
}

function policy(name: string, stage: StageName, objectLabels: Record<string, string>, spec: Spec): Manifest {
  return object<INetworkPolicy>({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, annotations: inStage(stage), labels: objectLabels },
    spec,
  });
}
