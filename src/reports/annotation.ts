/** A finding as the text of an annotation, which stands beside its line already. */
import type { ReportedFinding } from "../model/report.ts";
import { fieldOf, settingOf } from "./finding-text.ts";
import { inert, inertLine } from "./inert.ts";
import { inEnvironments } from "./wording.ts";

/** What is wrong, how to fix it, which object and which of the environments have it, a line each. */
export function annotationText(finding: ReportedFinding, total: number): string {
  const { message, fix, accepted, at, environments } = finding;
  const where = inEnvironments(environments, total);
  return [
    inert(message),
    accepted === undefined ? labelled("Fix: ", inert(fix)) : labelled("Accepted: ", inert(accepted)),
    labelled("On ", inertLine(fieldOf(at))),
    labelled("In ", inertLine(where)),
    labelled("Set ", inertLine(settingOf(at))),
    at.file === undefined ? labelled("At ", inertLine(at.path ?? "")) : "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function labelled(label: string, text: string): string {
  return text === "" ? "" : `${label}${text}`;
}
