/** What makes a Secret leaves Git: pods that still read it have nothing to start with, or its content is lost. */
import type { Resource } from "../../model/applied.ts";
import type { Program } from "../../rules/certctl/programs.ts";
import { mountedKey } from "../../rules/coherence/tls/server-files.ts";
import { podsIn } from "../../rules/pods/pod.ts";
import { usesOf } from "../../rules/pods/uses.ts";
import { Producers } from "../../rules/producers/producers.ts";
import type { FoundRisk } from "../risk.ts";
import { isDeleted, ownRemovals, type Removal } from "./removal.ts";
import { riskRule } from "./rule.ts";
import type { Sides } from "./sides.ts";

export const secretRemoved = riskRule(
  "secret-removed",
  "A Secret that pods read, or that holds what can't be made again, leaves Git, or what makes it does.",
  function* (sides) {
    for (const removal of ownRemovals(sides)) {
      const found = riskOf(removal, sides);
      if (found !== undefined) yield found;
    }
  },
);

function riskOf(change: Removal, sides: Sides): FoundRisk | undefined {
  const made = madeBy(change.before);
  if (made.length === 0 || !isDeleted(change.before, sides)) return undefined;
  const rest = new Producers(sides.after.environment.resources);
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
  const kept = lost.map((one) => preciousIn(one, sides)).find((one) => one !== undefined);
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
    advice: "Keep what makes it, or name the Secret among those that a person makes.",
    change,
  };
}

interface Named {
  readonly namespace: string;
  readonly name: string;
}

function madeBy(resource: Resource): readonly Named[] {
  return new Producers([resource]).all.filter(({ kind, adds }) => kind === "Secret" && !adds);
}

function isRead(name: string, namespace: string, { after }: Sides): boolean {
  if (after.environment.manualSecrets.includes(`${namespace}/${name}`)) return false;
  return podsIn(after.environment.resources)
    .filter((pod) => namespace === "" || pod.namespace === namespace)
    .some((pod) => usesOf(pod).some((use) => use.kind === "Secret" && use.name === name && !use.optional));
}

const PRECIOUS = [
  {
    what: "certctl's encryption key",
    loss: "settings of issuers and targets that were encrypted with it can't be read again, also not from a backup",
    isIn: (program: Program, name: string) =>
      program.variables.get("CERTCTL_CONFIG_ENCRYPTION_KEY")?.reference?.name === name,
  },
  {
    what: "the issuing CA",
    loss: "certificates that it signed can't be renewed under the same authority, and clients have to trust another",
    isIn: (program: Program, name: string) => mountedKey(program, "CERTCTL_CA_KEY_PATH")?.name === name,
  },
  {
    what: "the database's password",
    loss: "a new one opens nothing until the role's password is changed as well (SQLSTATE 28P01)",
    isIn: ({ variables }: Program, name: string) =>
      ["POSTGRES_PASSWORD", "CERTCTL_DATABASE_URL"].some((key) => variables.get(key)?.reference?.name === name),
  },
] as const;

/** What certctl read in it before, and can't make again. */
function preciousIn({ name, namespace }: Named, { before }: Sides): (typeof PRECIOUS)[number] | undefined {
  const readers = before.installations.flatMap(({ servers, databases }) => [...servers, ...databases]);
  return PRECIOUS.find(({ isIn }) =>
    readers.some((one) => (namespace === "" || one.pod.namespace === namespace) && isIn(one, name)),
  );
}
