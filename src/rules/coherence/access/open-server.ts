/** A server without authentication serves everybody as administrator, or refuses to start. */
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { authType, isKnown, isOn, textOfSetting } from "../../certctl/settings.ts";
import { isLoopback } from "../../pods/hosts.ts";
import { containersOf } from "../../pods/pod.ts";
import { shown } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const TYPE = "CERTCTL_AUTH_TYPE";
const HOST = "CERTCTL_SERVER_HOST";
const FIX = `Set ${TYPE}=api-key; a gateway that logs people in sends one of certctl's keys on, as Authorization: Bearer.`;

export const openServer: CoherenceRule = {
  name: "open-server",
  severity: "error",
  title: "The server asks who is there.",
  setting: "auth.type",
  *check({ servers }) {
    for (const server of servers) {
      // That it is open on purpose, with the flag for it, is said by demo-mode.
      if (authType(server) === "none" && !isOn(server, "CERTCTL_DEMO_MODE_ACK")) yield* problems(server);
    }
  },
};

function* problems(server: Program): Iterable<Problem> {
  const { pod, container, variables } = server;
  const host = textOfSetting(server, HOST) ?? "127.0.0.1";
  if (!isKnown(host)) return;
  const place = { resource: pod.resource, path: variables.get(TYPE)?.path ?? container.path, fix: FIX };
  if (isLoopback(host)) {
    // Nobody but a proxy in the same pod reaches it there.
    if (containersOf(pod).filter(({ runs }) => runs !== "before").length < 2) return;
    const message = `behind the proxy in its pod the server makes everybody the administrator actor-demo-anon (${TYPE}=none): whom the proxy lets in may do everything, and the audit log names nobody`;
    yield { ...place, severity: "warning", message };
  } else if (runsBefore(server, "v2.1.0") === true) {
    yield { ...place, message: `everybody who reaches the server may do everything (${TYPE}=none)` };
  } else {
    const message = `with ${TYPE}=none certctl refuses to start on ${shown(variables.get(HOST), host)}, where others could reach it: everybody would be its administrator`;
    yield { ...place, message };
  }
}
