/** An object has another name or namespace: for Kubernetes the old one goes, and another one comes. */
import type { Resource } from "../../model/applied.ts";
import { at } from "../../model/json.ts";
import type { FoundRisk } from "../risk.ts";
import { programsIn } from "./programs.ts";
import { isDeleted } from "./removal.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Pair, Sides } from "./sides.ts";

export const renamedObject = riskRule(
  "object-renamed",
  "A StatefulSet, claim, Namespace or Service has another name: the old one goes, another one comes.",
  function* (sides) {
    for (const pair of sides.pairs) {
      const { change, before, after } = pair;
      if (change.renamed === "generated") continue;
      const isMoved = before.id.name !== after.id.name || before.id.namespace !== after.id.namespace;
      const found = isMoved ? lossOf(pair, sides) : undefined;
      if (found !== undefined) yield { change, path: ["metadata", "name"], ...found };
    }
  },
);

type Loss = Pick<FoundRisk, "level" | "message" | "advice">;

function lossOf({ before, after }: Pair, sides: Sides): Loss | undefined {
  const goes = isDeleted(before, sides) ? "is deleted" : "stays without an owner";
  if (isKind(after, "", "Namespace")) {
    return {
      level: "danger",
      message: `A Namespace can't be renamed: the old one ${goes}, with all that is in it, and the new one has no data, no Secret that a person made, and no claim.`,
      advice: "Keep the name, or move the data and the Secrets first.",
    };
  }
  if (isKind(after, "", "PersistentVolumeClaim")) {
    return {
      level: "danger",
      message: `A claim can't be renamed: the old one ${goes}, and the new one is an empty volume.`,
      advice: "Keep the name, or copy the data to the new claim first.",
    };
  }
  if (isKind(after, "apps", "StatefulSet", "DaemonSet")) return ofPods(after, goes, sides);
  if (!isKind(after, "", "Service")) return undefined;
  return {
    level: "caution",
    message:
      "A Service can't be renamed: whoever calls it by its old name finds nothing, and a certificate without the new name is refused.",
    advice: "Check every address and certificate that names it, also outside of this environment.",
  };
}

function ofPods(after: Resource, goes: string, sides: Sides): Loss | undefined {
  const roles = programsIn(after, sides.after).map(({ role }) => role);
  if (roles.includes("database")) {
    return {
      level: "danger",
      message: `Under another name it is another database, with new and empty claims: certctl starts without its certificates, jobs and audit trail, which stay in the old claims. The old one ${goes}.`,
      advice: "Keep the name; otherwise dump the old database, restore into the new one, and only then switch.",
    };
  }
  // A DaemonSet's state is on its nodes, in a folder that agent-state speaks of.
  if (isKind(after, "apps", "DaemonSet")) return undefined;
  if (at(after.manifest, "spec", "volumeClaimTemplates") === undefined) return undefined;
  const whose = roles.includes("agent")
    ? "agents find neither their ids nor their keys"
    : "its pods start without data";
  return {
    level: "danger",
    message: `Under another name it is another StatefulSet, with new and empty claims: ${whose}. The old one ${goes}.`,
    advice: "Keep the name, or move the claims along first.",
  };
}
