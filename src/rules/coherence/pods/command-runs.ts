/** Commands that the images of certctl and PostgreSQL can run. */
import { nearName } from "../../../model/near-name.ts";
import { type Command, commandsOf, isShell } from "../../certctl/commands.ts";
import { imageName } from "../../pods/image-name.ts";
import { containersOf } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

export const commandRuns: CoherenceRule = {
  name: "command-runs",
  severity: "error",
  title: "Commands name programs that are in the image, and shells get a script.",
  *check(installation) {
    for (const pod of readingPods(installation)) {
      for (const container of containersOf(pod)) {
        const { base } = imageName(container.image);
        if (!/^(certctl(-server|-agent)?|postgres)$/.test(base)) continue;
        if (base === "certctl-agent" && container.runs === "before" && container.command.length === 0) {
          yield {
            resource: pod.resource,
            path: container.path,
            message:
              "an init container without a command runs the agent, which never ends: the pod's other containers never start",
            fix: "Set command.",
          };
        }
        for (const command of commandsOf(container)) {
          const fault = programFault(command.words, base) ?? shellFault(command);
          if (fault !== undefined) yield { resource: pod.resource, path: command.path, ...fault };
        }
      }
    }
  },
};

type Fault = Pick<Problem, "message" | "fix">;

/** Of Alpine's busybox, and what Dockerfile and Dockerfile.agent add: those that people run in pods. */
const PROGRAMS =
  "sh ash awk cat chmod chown cp curl cut date echo env false find grep head id kill ls mkdir mktemp mv nc pgrep pidof pkill printf ps rm sed sleep stat tail tar test touch true tr wc wget".split(
    " ",
  );
const OF_POSTGRES =
  "bash createdb dropdb gosu initdb pg_ctl pg_dump pg_dumpall pg_isready pg_restore postgres psql".split(" ");

function programFault([first = "", second]: readonly string[], base: string): Fault | undefined {
  if (/^[-\d]/.test(first)) {
    return {
      message: `the command begins with ${JSON.stringify(first)}, which is no program: it can't run`,
      fix: "Write the program first.",
    };
  }
  const isPostgres = base === "postgres";
  const known = isPostgres ? [...PROGRAMS, ...OF_POSTGRES] : [...PROGRAMS, "server", "agent"];
  const folder = /^(\/bin\/|\/usr\/bin\/|\/usr\/local\/bin\/|\/app\/)?([^/]+)$/.exec(first);
  const name = folder?.[2];
  if (name === undefined || known.includes(name)) {
    const isEmpty = name === "sleep" && second === undefined;
    return isEmpty ? { message: "sleep is not told for how long, and fails", fix: "Add the seconds." } : undefined;
  }
  if (!isPostgres && /^(bash|openssl|psql|pg_isready)$/.test(name)) {
    const fix = name === "bash" ? "Use sh." : "Use an image that holds it.";
    return { message: `certctl's images hold no ${name}: the command can't run`, fix };
  }
  const near = nearName(name, known);
  if (near === undefined || Math.abs(near.length - name.length) > 2) return undefined;
  return {
    message: `the image holds no program ${name}: the command can't run`,
    fix: `Write ${near}, if that was meant.`,
  };
}

function shellFault({ words: [first = "", ...rest] }: Command): Fault | undefined {
  if (!isShell(first)) return undefined;
  const flag = rest.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  if (flag >= 0) {
    if (rest.length > flag + 1) return undefined;
    return { message: "the shell is told to run a script (-c), and gets none: it fails", fix: "Add the script." };
  }
  const unknown = rest.find((word) => /^-/.test(word) && !/^-(-|[a-z]+$|o$)/.test(word));
  if (unknown !== undefined) {
    return {
      message: `the shell knows no option ${unknown.slice(0, 2)}, and fails`,
      fix: "Write -c before the script.",
    };
  }
  const script = rest.find((word) => /[\s;]/.test(word));
  if (script !== undefined) {
    return {
      message: "without -c the shell takes the script for a file's name, and fails",
      fix: "Write -c before the script.",
    };
  }
  if (rest.length > 0) return undefined;
  return { message: "the shell gets no script: it ends at once", fix: "Add -c and the script." };
}
