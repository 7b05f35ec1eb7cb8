/** What makes a Secret leaves Git: pods that still read it have nothing to start with, or its content is lost. */
import { podsIn } from "../../rules/pods/pod.ts";
import { usesOf } from "../../rules/pods/uses.ts";
import type { FoundRisk } from "../risk.ts";
import { madeBy, type NamedSecret, PRECIOUS, readersIn } from "./precious-secrets.ts";
import { isDeleted, ownRemovals, type Removal } from "./removal.ts";
import { riskRule } from "./rule.ts";
import type { Sides } from "./sides.ts";

export const secretRemoved = riskRule(
  "secret-removed",
  "A Secret that pods read, or that holds what can't be made again, leaves Git, or what makes it does.",
  function* (sides) {
    const told = new Set<string>();
    for (const removal of ownRemovals(sides)) {
      const found = riskOf(removal, sides);
      // Where all of them go at once, what made them was given up.
      if (found === undefined || told.has(found.message)) continue;
      told.add(found.message);
      yield found;
    }
  },
);

function riskOf(change: Removal, sides: Sides): FoundRisk | undefined {
  const made = madeBy(change.before);
  if (made.length === 0 || !isDeleted(change.before, sides)) return undefined;
  const rest = sides.after.producers;
  const lost = made.filter(({ name, namespace }) => rest.of("Secret", namespace, name).length === 0);
  const still = lost.some(({ name, namespace }) => isRead(name, namespace, sides));
  if (still && change.before.id.kind === "Certificate") {
    return {
      level: "danger",
      message:
        "Pods still use the certificate, and nothing renews it any more: it is served until it expires, and then nobody trusts the server.",
      advice: "Keep the Certificate, or let another object make the same Secret.",
      change,
    };
  }
  // What a store holds, it can give again.
  const isStored = !["Secret", "SealedSecret", "SopsSecret"].includes(change.before.id.kind);
  const kept = isStored ? undefined : lost.map((one) => preciousIn(one, sides)).find((one) => one !== undefined);
  if (kept !== undefined) {
    return {
      level: "danger",
      message: `The Secret with ${kept.what} is deleted: ${kept.loss}.`,
      advice: "Make sure that it is stored elsewhere before this is merged, and that certctl gets the same one.",
      change,
    };
  }
  if (!still) return undefined;
  return {
    level: "danger",
    message:
      "Pods still read the Secret, and nothing in the environment makes it any more: those that run go on, and those that start wait for it for ever.",
    advice:
      "Keep what makes it, or make the Secret by hand right after this is merged: with what makes it, it is deleted as well.",
    change,
  };
}

function isRead(name: string, namespace: string, { after }: Sides): boolean {
  return podsIn(after.environment.resources)
    .filter((pod) => namespace === "" || pod.namespace === namespace)
    .some((pod) => usesOf(pod).some((use) => use.kind === "Secret" && use.name === name && !use.optional));
}

/** What certctl read in it before, and can't make again. */
function preciousIn({ name, namespace }: NamedSecret, { before }: Sides): (typeof PRECIOUS)[number] | undefined {
  const readers = readersIn(before);
  return PRECIOUS.find(({ isIn }) =>
    readers.some((one) => (namespace === "" || one.pod.namespace === namespace) && isIn(one, name)),
  );
}
