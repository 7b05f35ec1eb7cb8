/** Secrets whose content certctl can't do without, and can't make again: who reads them, and what makes them. */
import type { Resource } from "../../model/applied.ts";
import type { Program } from "../../rules/certctl/programs.ts";
import { mountedKey } from "../../rules/coherence/tls/server-files.ts";
import { Producers } from "../../rules/producers/producers.ts";
import type { Side } from "./sides.ts";

export interface NamedSecret {
  readonly namespace: string;
  readonly name: string;
}

/** The Secrets that an object makes as a whole. */
export function madeBy(resource: Resource): readonly NamedSecret[] {
  return new Producers([resource]).all.filter(({ kind, adds }) => kind === "Secret" && !adds);
}

export function readersIn({ installations }: Side): readonly Program[] {
  return installations.flatMap(({ servers, databases }) => [...servers, ...databases]);
}

export const PRECIOUS = [
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
