/** An agent listens on nothing; that its process is there is all that a probe can ask. */
import { at, isObject, objectsAt } from "../../../model/json.ts";
import type { Program } from "../../certctl/programs.ts";
import { containersOf, wordsOf } from "../../pods/pod.ts";
import { type Probe, probesOf } from "../../pods/probes.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const FIX = 'Ask for the process: exec with ["pgrep", "-f", "^/app/agent"].';

export const agentProbe: CoherenceRule = {
  name: "agent-probe",
  severity: "error",
  title: "A probe of an agent asks for its process, in a way that can fail and can succeed.",
  *check({ agents }) {
    for (const agent of agents) {
      for (const probe of probesOf(agent.container)) {
        const fault = faultOf(agent, probe);
        if (fault !== undefined) yield { resource: agent.pod.resource, path: probe.path, fix: FIX, ...fault };
      }
    }
  },
};

type Fault = Pick<Problem, "message" | "severity">;

function faultOf(agent: Program, { name, spec }: Probe): Fault | undefined {
  const result = name === "readinessProbe" ? "the pod never becomes ready" : "kubelet restarts it over and over";
  const network = ["httpGet", "tcpSocket", "grpc"].find((kind) => isObject(spec[kind]));
  if (network !== undefined) {
    if (isAnotherContainers(agent, at(spec, network, "port"))) return undefined;
    return { message: `the agent listens on no port, so its ${name} fails always and ${result}` };
  }
  const command = at(spec, "exec", "command");
  if (!Array.isArray(command) || agent.pod.spec.shareProcessNamespace === true) return undefined;
  const search = searchOf(command.map((word: unknown) => (typeof word === "string" ? word : "")));
  if (search === undefined) return undefined;
  if (search.shell !== undefined && isFound(search, [search.shell])) {
    return {
      severity: "warning",
      message: `the ${name}'s pgrep finds the shell that runs it, so it succeeds whether the agent runs or not`,
    };
  }
  if (isFound(search, processesOf(agent))) return undefined;
  return { message: `the ${name}'s pgrep never finds the agent, whose process is /app/agent, so ${result}` };
}

/** A sidecar's port: what it says of itself is its affair. */
function isAnotherContainers({ pod, container }: Program, port: unknown): boolean {
  return containersOf(pod)
    .filter((other) => other.name !== container.name)
    .some(({ spec }) => objectsAt(spec, "ports").some(([, one]) => one.containerPort === port || one.name === port));
}

interface Search {
  readonly pattern: RegExp;
  /** With -f the whole command line counts, else the program's name. */
  readonly isFull: boolean;
  /** The command line of the shell around it. */
  readonly shell: string | undefined;
}

function searchOf(command: readonly string[]): Search | undefined {
  const isShell = /(^|\/)(ba|da|a)?sh$/.test(command[0] ?? "");
  const words = isShell ? shellWords(command.slice(1).join(" ")) : command;
  const start = words.findIndex((word) => /(^|\/)pgrep$/.test(word));
  if (start < 0) return undefined;
  const flags: string[] = [];
  let text: string | undefined;
  for (const word of words.slice(start + 1)) {
    if (/^[>|&;]|^\d>/.test(word)) break;
    if (word.startsWith("-")) flags.push(word);
    else text ??= word;
  }
  const isPlain = flags.every((flag) => /^-[acflnoqvx]+$|^--(full|exact|quiet)$/.test(flag));
  if ((text === undefined && isPlain) || flags.some((flag) => /^-[BDEIJKMNRTWXYZ]$/.test(flag))) {
    // procps' pgrep refuses what it doesn't know, and an empty search.
    return { pattern: /(?!)/, isFull: true, shell: undefined };
  }
  // Flags with a value of their own (-u, -P) are read as no pattern; nobody can tell what such a search finds.
  if (text === undefined || flags.some((flag) => !/^-[acflnoqvx]+$|^--(full|exact|quiet)$/.test(flag)))
    return undefined;
  const pattern = patternOf(
    text,
    flags.some((flag) => /^-\w*x|^--exact/.test(flag)),
  );
  if (pattern === undefined) return undefined;
  const isFull = flags.some((flag) => /^-\w*f|^--full/.test(flag));
  return { pattern, isFull, shell: isShell ? command.join(" ") : undefined };
}

function shellWords(script: string): readonly string[] {
  return [...script.matchAll(/"([^"]*)"|'([^']*)'|([^\s;]+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function patternOf(text: string, isExact: boolean): RegExp | undefined {
  try {
    return new RegExp(isExact ? `^(?:${text})$` : text);
  } catch {
    return undefined;
  }
}

/** What runs in the agent's container: the program, and the shell that started it where it did not give way. */
function processesOf({ container }: Program): readonly string[] {
  const { command, args } = container;
  const flags = command.includes("/app/agent") ? command.slice(command.indexOf("/app/agent") + 1) : [];
  return [["/app/agent", ...flags, ...args].join(" "), ...(command.length > 1 ? [wordsOf(container).join(" ")] : [])];
}

/** The program's name is cut after 15 characters; `agent` and `sh` are shorter. */
function isFound({ pattern, isFull }: Search, commandLines: readonly string[]): boolean {
  return commandLines
    .map((line) => (isFull ? line : (line.split(" ")[0]?.split("/").at(-1) ?? "")))
    .some((line) => pattern.test(line));
}
