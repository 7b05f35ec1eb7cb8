/** `-o github`: workflow commands, which GitHub Actions shows as annotations of the lines of a pull request. */
import type { DiffReport, Risk } from "../../model/difference.ts";
import { inert, inertLine } from "../inert.ts";
import { inEnvironments } from "../wording.ts";
import { placed, SHOWN, workflowCommand } from "../workflow-command.ts";
import { riskCount, VERDICTS, verdictText } from "./verdict.ts";
import { type ToldWithheld, toldWithheld, withheldText } from "./withheld.ts";
import { namesOf } from "./wording.ts";

const TITLE = "certctl-gitops diff";

/** What could not be rendered and dangers are errors, cautions are warnings; the verdict is the first notice, and the last line. */
export function diffGithub(report: DiffReport): string {
  const verdict = `${VERDICTS[report.verdict]}: ${verdictText(report)}`;
  const withheld = toldWithheld(report).flatMap((one) => withheldCommands(one, report));
  const lines = [
    ...withheld,
    ...report.risks.map((risk) => riskCommand(risk, report)),
    workflowCommand("notice", [["title", TITLE]], verdict),
    ...moreInTheLog(withheld.length + riskCount(report, "danger"), riskCount(report, "caution")),
    verdict,
  ];
  return `${lines.join("\n")}\n`;
}

function withheldCommands(one: ToldWithheld, report: DiffReport): readonly string[] {
  return one.problems.map(({ rule, message, fix, at }) => {
    const where = `Not rendered: ${inertLine(withheldText(one, report))}`;
    const place = at.file === undefined && at.path !== undefined ? `At ${inertLine(at.path)}` : "";
    return workflowCommand("error", placed(at, rule), linesText(inert(message), `Fix: ${inert(fix)}`, where, place));
  });
}

function riskCommand({ rule, level, message, advice, resource, at, environments }: Risk, report: DiffReport): string {
  const where = inEnvironments(namesOf(environments, report), report.environments.length);
  const text = linesText(
    inert(message),
    inert(advice),
    resource === "" ? "" : `On ${inertLine(resource)}`,
    where === "" ? "" : `In ${inertLine(where)}`,
    at.file === undefined && at.path !== undefined ? `At ${inertLine(at.path)}` : "",
  );
  return workflowCommand(level === "danger" ? "error" : "warning", placed(at, rule), text);
}

function moreInTheLog(errors: number, warnings: number): readonly string[] {
  if (Math.max(errors, warnings) <= SHOWN) return [];
  const text = `${errors + warnings} problems and risks, of which GitHub shows ${SHOWN} of a kind here. The log of this step has them all.`;
  return [workflowCommand("notice", [["title", TITLE]], text)];
}

function linesText(...lines: readonly string[]): string {
  return lines.filter((line) => line !== "").join("\n");
}
