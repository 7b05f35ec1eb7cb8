/** The server has the key by which it encrypts what it stores. */
import { isKnown, textOfSetting } from "../../certctl/settings.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import type { CoherenceRule } from "../../rule.ts";

const KEY = "CERTCTL_CONFIG_ENCRYPTION_KEY";
/** internal/config/config.go, in bytes; the text is a passphrase, decoded from nothing. */
const LEAST = 32;

export const encryptionKey: CoherenceRule = {
  name: "encryption-key",
  severity: "error",
  title: "The server has an encryption key of 32 bytes or more, from its first start on.",
  *check({ servers, objects }) {
    for (const server of servers) {
      const text = textOfSetting(server, KEY);
      const place = {
        resource: server.pod.resource,
        path: server.variables.get(KEY)?.path ?? server.container.path,
        fix: `Set ${KEY} from a Secret of its own with 64 random hex digits, before the first start; never change it, and back it up with the database.`,
      };
      if (text === undefined) {
        if (mayBeUnseen(KEY, server, objects)) continue;
        const message = `without ${KEY} no issuer and no target can be created, and the key that signs sessions is stored in plain text, unreadable once a key is set`;
        yield { ...place, message };
      } else if (isKnown(text) && new TextEncoder().encode(text).length < LEAST) {
        const message = `${KEY} has fewer than ${LEAST} bytes, so certctl refuses to start`;
        yield { ...place, message };
      }
    }
  },
};
