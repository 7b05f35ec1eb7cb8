/** The server's job processor leaves agents the time to take their deployments. */
import { durationSeconds } from "../../../certctl/duration.ts";
import { JOB_PROCESSOR_INTERVAL as NAME, SERVER_DEFAULTS } from "../../../certctl/server-defaults.ts";
import type { Program } from "../../certctl/programs.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { shown, UNKNOWN, type Variable } from "../../pods/variables.ts";
import type { CoherenceRule, Fault, Problem } from "../../rule.ts";

/** Agents ask each 30 s: at ten minutes the processor is before them in about one of twenty deployments. */
const LEAST_SECONDS = 600;
/** certctl's CERTCTL_JOB_AWAITING_CSR_TIMEOUT where nothing is said. */
const AWAITING_CSR_SECONDS = 24 * 3600;

export const jobProcessorInterval: CoherenceRule = {
  name: "job-processor-interval",
  severity: "warning",
  title: "The job processor runs rarely enough that agents get their deployments.",
  setting: "server.env",
  *check({ servers, agents, objects }) {
    if (agents.length === 0) return;
    for (const server of servers) {
      const variable = server.variables.get(NAME);
      const text = variable?.text ?? "";
      const isMissing = text === "";
      if (isMissing ? mayBeUnseen(NAME, server, objects) : text.includes(UNKNOWN)) continue;
      const said = isMissing ? strands(`${NAME} is not set, so it is 30s`) : problem(text, variable);
      if (said !== undefined) yield { ...place(server), ...said };
    }
  },
};

function place({ pod, container, variables }: Program): Pick<Problem, "resource" | "path"> {
  return { resource: pod.resource, path: variables.get(NAME)?.path ?? container.path };
}

function problem(text: string, variable: Variable | undefined): Fault | undefined {
  const seconds = durationSeconds(text);
  if (seconds === undefined) return strands(`${NAME} is no duration of Go, so certctl takes its 30s without a word`);
  if (seconds < 1) {
    return {
      severity: "error",
      message: `${NAME} is ${shown(variable)}: below 1s the server does not start`,
      fix: fix(),
    };
  }
  if (seconds < LEAST_SECONDS) return strands(`${NAME} is ${shown(variable)}`);
  if (seconds < AWAITING_CSR_SECONDS) return undefined;
  return {
    message: `${NAME} is ${shown(variable)}: a renewal may wait so long for it that certctl gives it up, 24h after it was made`,
    fix: fix(),
  };
}

function strands(what: string): Fault {
  return {
    message: `${what}: the job processor then often takes a deployment before its agent asks for it, says Running and does nothing more, and the certificate never reaches the disk`,
    fix: fix(),
  };
}

function fix(): string {
  return `Set ${NAME} to ${SERVER_DEFAULTS[NAME]}; orders through the API don't wait for it.`;
}
