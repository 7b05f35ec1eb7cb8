/** Keys of certctl's servers come from another place: what was encrypted, and who may call. */
import { authType, isKnown, textOfSetting } from "../../rules/certctl/settings.ts";
import type { FoundRisk } from "../risk.ts";
import { type ProgramPair, programPairs } from "./programs.ts";
import { riskRule } from "./rule.ts";
import { culprit, switchOf } from "./settings.ts";
import type { Sides } from "./sides.ts";

type Words = Pick<FoundRisk, "level" | "message" | "advice">;

/** Of the servers of one certctl the first is enough: they are told the same. */
function* servers(sides: Sides): Iterable<ProgramPair> {
  for (const pair of sides.installations) yield* programPairs("server", pair, sides).slice(0, 1);
}

const KEY = "CERTCTL_CONFIG_ENCRYPTION_KEY";

export const encryptionKeySource = riskRule(
  "encryption-key-source",
  "certctl's encryption key comes from another place, or is gone.",
  function* (sides) {
    for (const pair of servers(sides)) {
      const change = switchOf(KEY, pair, sides);
      if (change === "same") continue;
      yield { ...KEY_WORDS[change], ...culprit(KEY, pair.after, sides) };
    }
  },
);

const OTHER_KEY: Words = {
  level: "danger",
  message: `The encryption key comes from another place (${KEY}): with another key certctl can't read the settings of issuers and targets, nor the session key, that are in its database, and no tool encrypts them anew.`,
  advice: "Make sure that the new place holds exactly the same key; certctl's key is set once and never changed.",
};

const KEY_WORDS = {
  switched: OTHER_KEY,
  changed: {
    ...OTHER_KEY,
    message: `The encryption key is another one (${KEY}): certctl can't read the settings of issuers and targets, nor the session key, that are in its database, and no tool encrypts them anew.`,
    advice: "Take it back; certctl's key is set once and never changed.",
  },
  removed: {
    ...OTHER_KEY,
    message: `The servers have no encryption key any more (${KEY}): as soon as an issuer or target has been made through the API, certctl refuses to start.`,
    advice: "Take it back, with the same key.",
  },
  added: {
    level: "caution",
    message: `The servers get an encryption key that they did not have (${KEY}): the session key that certctl stored without one can't be read with it, and everybody who is logged in is out.`,
    advice: "Check that the key is stored safely: from now on the database is useless without it.",
  },
} as const satisfies Readonly<Record<string, Words>>;

const NAMED = "CERTCTL_API_KEYS_NAMED";
const SECRET = "CERTCTL_AUTH_SECRET";

export const apiKeysSource = riskRule(
  "api-keys-source",
  "The API keys that the servers know come from another place.",
  function* (sides) {
    for (const pair of servers(sides)) {
      const name = pair.after.variables.has(NAMED) || pair.before.variables.has(NAMED) ? NAMED : SECRET;
      const change = switchOf(name, pair, sides);
      if (change === "switched") {
        yield {
          level: "caution",
          message: `The API keys come from another place (${name}): agents and people whose keys are not there are refused (401), and agents then only log it.`,
          advice:
            "Check that the new place has the keys of the agents, of enrolment and of an admin; add new keys before old ones go.",
          ...culprit(name, pair.after, sides),
        };
      } else if (change === "removed" && authType(pair.after) === "api-key") {
        yield {
          level: "danger",
          message: `The servers know no named API keys any more (${name}): agents, enrolment and admins are refused (401, or 403 where a key is left that may only read).`,
          advice: "Take it back, or give every caller another way first.",
          ...culprit(name, pair.after, sides),
        };
      }
    }
  },
);

const TYPE = "CERTCTL_AUTH_TYPE";

export const authNone = riskRule("auth-none", "certctl no longer asks who calls.", function* (sides) {
  for (const pair of servers(sides)) {
    const [was, is] = [authType(pair.before), authType(pair.after)];
    if (is !== "none" || was === "none") continue;
    yield {
      level: "danger",
      message: `certctl asks nobody for a key any more (${TYPE}=none): whoever reaches the port is an admin and may issue any certificate. On an address other than localhost it refuses to start outside of its demo mode.`,
      advice: `Keep ${TYPE}=api-key; a gateway in front of certctl injects a key of its own.`,
      ...culprit(TYPE, pair.after, sides),
    };
  }
});

const CORS = "CERTCTL_CORS_ORIGINS";

export const corsOpened = riskRule("cors-opened", "Pages of any site may call certctl's API.", function* (sides) {
  for (const pair of servers(sides)) {
    if (!isOpen(pair.after) || isOpen(pair.before)) continue;
    yield {
      level: "danger",
      message: `Any web page may call the API with the keys that a browser holds (${CORS}=*). From v2.1.1 on certctl refuses to start with it outside of its demo mode.`,
      advice: "List the origins that are meant.",
      ...culprit(CORS, pair.after, sides),
    };
  }
});

function isOpen(server: ProgramPair["after"]): boolean {
  const text = textOfSetting(server, CORS);
  return isKnown(text) && text.split(",").some((one) => one.trim() === "*");
}
