/** CERTCTL_AUTH_TYPE is one that certctl has, and that works. */
import { NEXT_RELEASE } from "../../../certctl/variables.ts";
import { nearName } from "../../../model/near-name.ts";
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { authType, isKnown } from "../../certctl/settings.ts";
import { shown } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const VARIABLE = "CERTCTL_AUTH_TYPE";
const GATEWAY = `Set ${VARIABLE}=api-key; to log people in by OIDC, let a gateway before the server do it and send one of certctl's API keys on.`;

export const authTypeSupported: CoherenceRule = {
  name: "auth-type-supported",
  severity: "error",
  title: "The way to log in is one that certctl has.",
  setting: "auth.type",
  *check({ servers, migrations }) {
    const said = new Set<string>();
    for (const program of [...servers, ...migrations]) {
      const type = authType(program);
      if (said.has(type)) continue;
      said.add(type);
      yield* problems(program, type);
    }
  },
};

function* problems(program: Program, type: string): Iterable<Problem> {
  if (!isKnown(type) || type.includes("${") || type === "api-key" || type === "none") return;
  const variable = program.variables.get(VARIABLE);
  const place = { resource: program.pod.resource, path: variable?.path ?? [] };
  if (type === "oidc") yield { ...place, ...oidc(program), fix: GATEWAY };
  else if (type === "jwt") {
    yield { ...place, message: `certctl has no JWT check and refuses to start with ${VARIABLE}=jwt`, fix: GATEWAY };
  } else {
    const message = `certctl does not know ${VARIABLE}=${shown(variable)} and refuses to start`;
    yield { ...place, message, fix: `Set ${VARIABLE}=${nearName(type, ["api-key", "none"]) ?? "api-key"}.` };
  }
}

function oidc(program: Program): Pick<Problem, "message" | "severity"> {
  if (runsBefore(program, NEXT_RELEASE) === true) {
    return { message: `no released certctl starts with ${VARIABLE}=oidc: v2.1.7 and older exit at once` };
  }
  const message = `with ${VARIABLE}=oidc nobody can log in by OIDC: the image's dashboard answers in place of the login pages, and releases up to v2.1.7 exit at once`;
  return { severity: "warning", message };
}
