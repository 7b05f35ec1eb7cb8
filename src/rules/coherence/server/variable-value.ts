/** A variable's value is one that certctl can read: others become its default without a word, or stop it. */
import { durationSeconds } from "../../../certctl/duration.ts";
import { JOB_PROCESSOR_INTERVAL } from "../../../certctl/server-defaults.ts";
import { type Kind, serverKind } from "../../../certctl/variables.ts";
import { UNKNOWN, type Variable } from "../../pods/variables.ts";
import type { CoherenceRule, Fault } from "../../rule.ts";

/** Values that certctl compares with; what else it does with another one. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  CERTCTL_KEYGEN_MODE: ["agent", "server"],
  CERTCTL_LOG_FORMAT: ["json", "text"],
  CERTCTL_LOG_LEVEL: ["debug", "info", "warn", "error"],
  CERTCTL_RATE_LIMIT_BACKEND: ["memory", "postgres"],
};

/** The least that Validate takes (internal/config/config.go, its intervals); 60 for the renewal check and the janitor. */
const LEAST_SECONDS: Readonly<Record<string, number>> = {
  CERTCTL_JOB_AWAITING_APPROVAL_TIMEOUT: 1,
  CERTCTL_JOB_AWAITING_CSR_TIMEOUT: 1,
  CERTCTL_JOB_TIMEOUT_INTERVAL: 1,
  CERTCTL_NOTIFICATION_RETRY_INTERVAL: 1,
  CERTCTL_RATE_LIMIT_JANITOR_INTERVAL: 60,
  CERTCTL_SCHEDULER_AGENT_HEALTH_CHECK_INTERVAL: 1,
  CERTCTL_SCHEDULER_NOTIFICATION_PROCESS_INTERVAL: 1,
  CERTCTL_SCHEDULER_RENEWAL_CHECK_INTERVAL: 60,
  CERTCTL_SCHEDULER_RETRY_INTERVAL: 1,
};

export const variableValue: CoherenceRule = {
  name: "variable-value",
  severity: "error",
  title: "The values of certctl's variables are ones that it can read.",
  setting: "server.env",
  *check({ servers, migrations }) {
    for (const { pod, variables } of [...servers, ...migrations]) {
      for (const variable of variables.values()) {
        const said = problem(variable);
        if (said !== undefined) yield { resource: pod.resource, path: variable.path, ...said };
      }
    }
  },
};

function problem({ name, text }: Variable): Fault | undefined {
  const kind = serverKind(name);
  // The pace of the job processor has a rule of its own.
  if (kind === undefined || text === "" || text.includes(UNKNOWN) || name === JOB_PROCESSOR_INTERVAL) return undefined;
  if (kind === "text") return choice(name, text);
  return READERS[kind](name, text);
}

const READERS: Readonly<Record<Exclude<Kind, "text">, (name: string, text: string) => Fault | undefined>> = {
  boolean: (name, text) => {
    if (/^(true|1|yes)$/.test(text) || /^(false|0|no|off|f|n|disabled)$/i.test(text)) return undefined;
    return {
      message: `${name} is neither true, 1 nor yes, written exactly so: certctl takes it for false without a word`,
      fix: 'Write "true" or "false", in small letters and quotes.',
    };
  },
  integer: (name, text) => {
    if (!/^[+-]?\d+$/.test(text)) return unread(name, "an integer", "Write digits only.");
    const number = Number(text);
    if (name === "CERTCTL_SERVER_PORT" && (number < 1 || number > 65535)) return refused(name, "is no port");
    if (name === "CERTCTL_DATABASE_MAX_CONNS" && number < 1) return refused(name, "is below 1");
    return undefined;
  },
  number: (name, text) =>
    Number.isFinite(Number(text)) && text.trim() === text
      ? undefined
      : unread(name, "a number", "Write digits, with a point if need be."),
  duration: (name, text) => {
    const seconds = durationSeconds(text);
    if (seconds === undefined)
      return unread(
        name,
        "a duration of Go",
        "Write hours, minutes or seconds with their unit, such as 90s or 1h30m; Go knows no days.",
      );
    const least = LEAST_SECONDS[name];
    // A janitor of 0 or less is switched off.
    if (least === undefined || seconds >= least || (least === 60 && seconds <= 0 && name.includes("JANITOR")))
      return undefined;
    return refused(name, `is below ${least === 60 ? "one minute" : "one second"}`);
  },
};

function choice(name: string, text: string): Fault | undefined {
  const choices = CHOICES[name];
  if (choices === undefined || choices.includes(text)) return undefined;
  return refused(name, `is none of ${choices.join(", ")}`, `Use one of ${choices.join(", ")}, in small letters.`);
}

function unread(name: string, what: string, fix: string): Fault {
  return { message: `${name} is not ${what}: certctl takes its default without a word`, fix };
}

function refused(name: string, why: string, fix = "Use a value that certctl takes, or remove the variable."): Fault {
  return { message: `${name} ${why}: certctl refuses to start`, fix };
}
