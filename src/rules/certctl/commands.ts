/** The commands that a container runs: its own, and those of its probes and hooks; and the script that a shell is given. */
import { at, type Path } from "../../model/json.ts";
import type { Container } from "../pods/pod.ts";

export interface Command {
  readonly path: Path;
  readonly words: readonly string[];
}

const HANDLERS = [
  ["startupProbe"],
  ["readinessProbe"],
  ["livenessProbe"],
  ["lifecycle", "preStop"],
  ["lifecycle", "postStart"],
];

/** Without `command` the image's own runs, and `args` are its arguments: none of these. */
export function commandsOf(container: Container): readonly Command[] {
  const { command, args, path, spec } = container;
  const own = command.length === 0 ? [] : [{ path: [...path, "command"], words: [...command, ...args] }];
  const others = HANDLERS.flatMap((handler): Command[] => {
    const words = at(spec, ...handler, "exec", "command");
    if (!Array.isArray(words) || words.length === 0) return [];
    return [
      {
        path: [...path, ...handler, "exec", "command"],
        words: words.map((word) => (typeof word === "string" ? word : "")),
      },
    ];
  });
  return [...own, ...others];
}

export function isShell(word: string): boolean {
  return /^(\/bin\/|\/usr\/bin\/)?(ba|da|a)?sh$/.test(word);
}

/** The text after `-c`, without comments; undefined where no shell runs one. */
export function scriptIn({ words }: Command): string | undefined {
  const [first = "", ...rest] = words;
  if (!isShell(first)) return undefined;
  const flag = rest.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  const script = flag < 0 ? undefined : rest.slice(flag + 1).find((word) => !/^-[a-z]+$/.test(word));
  return script?.replaceAll(/(^|\s)#[^\n]*/g, "$1");
}
