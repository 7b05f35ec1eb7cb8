/** What an agent gets for one of its settings: a flag wins over its variable, and a script may give either. */
import type { Path } from "../../model/json.ts";
import { objectsAt, textOf } from "../../model/json.ts";
import type { Objects } from "../pods/objects.ts";
import { objectAt, wordsOf } from "../pods/pod.ts";
import { namesWithin, UNKNOWN, type Variable } from "../pods/variables.ts";
import type { Program } from "./programs.ts";
import { hasUnseenSource } from "./unseen-variables.ts";

export interface AgentSetting {
  /** Empty where nothing gives it, UNKNOWN where a script or an object outside of the input may. It may be a secret. */
  readonly text: string;
  /** Of the flag or the variable; of the container where there is none. */
  readonly path: Path;
  /** The variable that gives it, where no flag does. */
  readonly variable?: Variable;
}

/** The flags of cmd/agent/main.go (Go's `flag`: one dash or two), each with its variable. */
const FLAGS = {
  CERTCTL_SERVER_URL: "server",
  CERTCTL_API_KEY: "api-key",
  CERTCTL_AGENT_ID: "agent-id",
  CERTCTL_KEY_DIR: "key-dir",
  CERTCTL_DISCOVERY_DIRS: "discovery-dirs",
} as const;

export type AgentVariable = keyof typeof FLAGS;

export function agentSetting(program: Program, name: AgentVariable, objects: Objects): AgentSetting {
  const { container, variables } = program;
  const flag = flagOf(program, FLAGS[name]);
  if (flag !== undefined) return flag;
  const variable = variables.get(name);
  if (variable !== undefined && variable.text !== "") return { text: variable.text, path: variable.path, variable };
  const isOpen = isGivenByScript(program, name) || hasUnseenSource(program, objects);
  return { text: isOpen ? UNKNOWN : "", path: variable?.path ?? container.path };
}

function flagOf({ container }: Program, flag: string): AgentSetting | undefined {
  const lists = { command: container.command, args: container.args };
  for (const [field, words] of Object.entries(lists)) {
    for (const [index, word] of words.entries()) {
      const match = /^--?([a-z-]+)(?:=([\s\S]*))?$/.exec(word);
      if (match?.[1] !== flag) continue;
      // `$(NAME)` in a command is a variable's text, which kubelet puts there.
      const text = match[2] ?? words[index + 1] ?? "";
      return { text: text.includes("$(") ? UNKNOWN : text, path: [...container.path, field, index] };
    }
  }
  return undefined;
}

/** A script that sets the variable, gives the flag, or reads a file that may set anything. */
function isGivenByScript({ container }: Program, name: AgentVariable): boolean {
  const scripts = wordsOf(container).filter((word) => /\s/.test(word));
  const gives = new RegExp(`\\b${name}=|\\s--?${FLAGS[name]}[=\\s]|(^|[\\n;&|])\\s*(\\.|source|eval)\\s`);
  return scripts.some((script) => gives.test(script));
}

/** The fields of the pod that a variable's text is made of: `spec.nodeName`. */
export function podFieldsOf({ variables, container }: Program, variable: Variable): readonly string[] {
  const entries = new Map(objectsAt(container.spec, "env").map(([, entry]) => [textOf(entry.name), entry]));
  const fields = (name: string, depth: number): string[] => {
    const entry = entries.get(name);
    if (entry === undefined || depth > variables.size) return [];
    const field = textOf(objectAt(entry, "valueFrom", "fieldRef").fieldPath);
    if (field !== "") return [field];
    const named = namesWithin(textOf(entry.value));
    return named.filter((other) => other !== name).flatMap((other) => fields(other, depth + 1));
  };
  return fields(variable.name, 0);
}
