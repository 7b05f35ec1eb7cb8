/** Demo mode lets everybody in, takes placeholders for secrets, and ends after a day. */
import type { Program } from "../../certctl/programs.ts";
import { authType, isOn, textOfSetting } from "../../certctl/settings.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const ACK = "CERTCTL_DEMO_MODE_ACK";
const STAMP = "CERTCTL_DEMO_MODE_ACK_TS";

export const demoMode: CoherenceRule = {
  name: "demo-mode",
  severity: "error",
  title: "The server is not in demo mode.",
  setting: "server.env",
  *check({ servers, migrations }) {
    const [program] = [...servers, ...migrations].filter((one) => isOn(one, ACK));
    if (program !== undefined) yield problem(program);
  },
};

function problem(program: Program): Problem {
  const { pod, container, variables } = program;
  const lets =
    authType(program) === "none"
      ? "everybody who reaches it is its administrator"
      : "placeholders count as secrets and CORS may be open";
  const ends =
    textOfSetting(program, STAMP) === undefined
      ? `it does not start without ${STAMP}`
      : `it does not start again a day after the time in ${STAMP}`;
  return {
    resource: pod.resource,
    path: variables.get(ACK)?.path ?? container.path,
    message: `certctl is in demo mode (${ACK}): ${lets}, and ${ends}`,
    fix: `Remove ${ACK} and ${STAMP}, and set CERTCTL_AUTH_TYPE=api-key.`,
  };
}
