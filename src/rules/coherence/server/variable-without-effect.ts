/** A variable that certctl reads, or seems to, and that does nothing. */

import { WITHOUT_EFFECT } from "../../../certctl/without-effect.ts";
import type { CoherenceRule } from "../../rule.ts";

export const variableWithoutEffect: CoherenceRule = {
  name: "variable-without-effect",
  severity: "warning",
  title: "No variable of the server promises what certctl does not do.",
  setting: "server.env",
  *check({ servers }) {
    for (const { pod, variables } of servers) {
      for (const { name, text, path } of variables.values()) {
        const found = WITHOUT_EFFECT.get(name);
        if (found === undefined || text === "" || found.when?.test(text) === false) continue;
        yield { resource: pod.resource, path, message: `${name} has no effect: ${found.why}`, fix: found.fix };
      }
    }
  },
};
