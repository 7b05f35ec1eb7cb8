/** What agents need to stay who they are: their state, the server's address, their key. */

import { at, textOf } from "../../model/json.ts";
import { formatId } from "../../model/manifest.ts";
import { type AgentVariable, agentSetting } from "../../rules/certctl/agent-setting.ts";
import type { Installation } from "../../rules/certctl/installation.ts";
import type { Program } from "../../rules/certctl/programs.ts";
import { isKnown } from "../../rules/certctl/settings.ts";
import { serverCertificates } from "../../rules/coherence/tls/server-certificates.ts";
import { covers } from "../../rules/coherence/tls/tls-names.ts";
import { hostOf, portOf } from "../../rules/pods/hosts.ts";
import { mountAt } from "../../rules/pods/mounts.ts";
import type { FoundRisk } from "../risk.ts";
import { type ProgramPair, programPairs } from "./programs.ts";
import { riskRule } from "./rule.ts";
import { culprit, switchOf } from "./settings.ts";
import type { Sides } from "./sides.ts";

export const agentState = riskRule(
  "agent-state",
  "Agents keep their id and their keys in another place than before.",
  function* (sides) {
    for (const pair of sides.installations) {
      for (const agent of programPairs("agent", pair, sides)) {
        // Of agents that move to another workload agents-removed tells.
        if (sides.earlier(agent.after.pod.resource) === undefined) continue;
        const [was, is] = [stateOf(agent.before), stateOf(agent.after)];
        if (was === undefined || is === undefined || was === is) continue;
        yield {
          level: "danger",
          message:
            "Agents keep their state in another place: they find neither their id nor the keys of their certificates, enrol as new agents, and deploying what is there already fails, since the key is missing.",
          advice:
            "Move the state directory along (hostPath folder or claim), or plan to issue the agents' certificates anew and to retire the old agents.",
          ...culprit("CERTCTL_KEY_DIR", agent.after, sides),
        };
      }
    }
  },
);

/** The volume that the directory of keys is in, as its path or claim tells; undefined where nobody can say. */
function stateOf({ container, variables }: Program): string | undefined {
  const text = variables.get("CERTCTL_KEY_DIR")?.text;
  const directory = text === undefined || text === "" ? "/var/lib/certctl/keys" : text;
  if (!isKnown(directory)) return undefined;
  const mount = mountAt(container, directory);
  if (mount?.volume === undefined) return "none";
  const { spec, name } = mount.volume;
  const inside = `${mount.subPath} ${directory.slice(mount.mountPath.length)}`;
  const host = textOf(at(spec, "hostPath", "path"));
  if (host !== "") return `hostPath ${host} ${inside}`;
  const claim = textOf(at(spec, "persistentVolumeClaim", "claimName"));
  if (claim !== "") return `claim ${claim} ${inside}`;
  if (spec.persistentVolumeClaim !== undefined) return `template ${name} ${inside}`;
  return Object.keys(spec).find((key) => key !== "name") ?? "emptyDir";
}

const URL: AgentVariable = "CERTCTL_SERVER_URL";

export const agentServerUrl = riskRule(
  "agent-server-url",
  "Agents call another server, or the same one by a name that its certificate may not have.",
  function* (sides) {
    for (const pair of sides.installations) {
      for (const agent of programPairs("agent", pair, sides).slice(0, 1)) {
        const found = otherServer(agent, pair.after, sides);
        if (found !== undefined) yield { ...culprit(URL, agent.after, sides), ...found };
      }
    }
  },
);

type Words = Pick<FoundRisk, "level" | "message" | "advice">;

function otherServer({ before, after }: ProgramPair, now: Installation, sides: Sides): Words | undefined {
  const was = agentSetting(before, URL, sides.before.objects).text;
  const is = agentSetting(after, URL, sides.after.objects).text;
  if (![was, is].every(isKnown) || was === is) return undefined;
  const [from, to] = [hostOf(was), hostOf(is)];
  if (from === undefined || to === undefined) return undefined;
  const old = sides.before.objects.serviceAt(from, before.pod.namespace);
  const found = sides.after.objects.serviceAt(to, after.pod.namespace);
  const kept = old && (sides.later(old) ?? old);
  const isSame = found !== undefined && kept !== undefined && formatId(found.id) === formatId(kept.id);
  const leadsToServer = isSame || (found !== undefined && now.services.includes(found));
  if (!leadsToServer && (from !== to || portOf(was) !== portOf(is))) {
    return {
      level: "danger",
      message: `Agents call another address (${URL}): a server that does not know their ids and keys refuses them (401, 404), they only log it, and nothing is renewed or deployed.`,
      advice: "Check that the address leads to the same certctl, and that its certificate has the name.",
    };
  }
  const certificates = serverCertificates(now);
  const isCovered = certificates.length > 0 && certificates.every(({ names }) => names.some((one) => covers(one, to)));
  if (from === to || isCovered) return undefined;
  return {
    level: "danger",
    message: `Agents call the server by another name (${URL}), and nothing shows that its certificate has it: without it every agent refuses the server (x509), and nothing is renewed or deployed.`,
    advice:
      "Check that the server's certificate has the name, and issue it anew before this is merged where it does not.",
  };
}

export const agentKeySource = riskRule(
  "agent-key-source",
  "The API key of the agents comes from another place.",
  function* (sides) {
    for (const pair of sides.installations) {
      for (const agent of programPairs("agent", pair, sides).slice(0, 1)) {
        if (switchOf("CERTCTL_API_KEY", agent, sides) !== "switched") continue;
        yield {
          level: "caution",
          message:
            "The agents' API key comes from another place (CERTCTL_API_KEY): where the server does not know the key, or it lacks the role r-agent, agents are refused (401, 403), only log it, and renew nothing.",
          advice: "Check that the server has the key under a name with the role r-agent before agents use it.",
          ...culprit("CERTCTL_API_KEY", agent.after, sides),
        };
      }
    }
  },
);
