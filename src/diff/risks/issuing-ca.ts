/** The CA that certctl signs with. */
import { textOfSetting } from "../../rules/certctl/settings.ts";
import type { FoundRisk } from "../risk.ts";
import { filePlace, isSameFile, textMove } from "./file-place.ts";
import { type ProgramPair, programPairs } from "./programs.ts";
import { riskRule } from "./rule.ts";
import { culprit } from "./settings.ts";
import type { Sides } from "./sides.ts";

export const issuingCaSource = riskRule(
  "issuing-ca-source",
  "The CA with which certctl signs is another one, or none.",
  function* (sides) {
    for (const pair of sides.installations) {
      for (const server of programPairs("server", pair, sides).slice(0, 1)) {
        const found = otherAuthority(server, sides);
        if (found !== undefined) yield found;
      }
    }
  },
);

const CA = "CERTCTL_CA_CERT_PATH";

function otherAuthority(server: ProgramPair, sides: Sides): FoundRisk | undefined {
  const [was, is] = [filePlace(server.before, CA), filePlace(server.after, CA)];
  if (was === undefined) return undefined;
  if (is === undefined) {
    if (textOfSetting(server.after, CA) !== undefined) return undefined;
    return {
      level: "danger",
      message: `The servers get no CA any more (${CA}): each makes one in memory when it starts, so that what it issues is trusted by nobody, and by nobody else after a restart.`,
      advice: "Take it back.",
      ...culprit(CA, server.after, sides),
    };
  }
  const move = isSameFile(was, is, server, sides) ? textMove(was, is, server, sides) : culprit(CA, server.after, sides);
  if (move === undefined) return undefined;
  return {
    level: "danger",
    message: `certctl signs with the CA of another place (${CA}): where it is another CA, clients that trust the old one refuse every certificate that is issued or renewed from now on.`,
    advice:
      "Check that it is the same CA, or have all clients trust both first. An issuer that is in the database already keeps the paths that it was made with.",
    ...move,
  };
}
