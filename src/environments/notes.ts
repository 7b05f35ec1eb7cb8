/** What is said of objects that hand over something that is not looked at. */
import type { Resource } from "../model/applied.ts";
import type { Finding, Place } from "../model/finding.ts";
import type { Path } from "../model/json.ts";
import { formatId } from "../model/manifest.ts";
import type { HandedSource } from "./handover.ts";
import { HELM_FIX } from "./object-form.ts";
import type { Workspace } from "./workspace.ts";

const RULE = "not-looked-at";

const OTHER = "Render it and run `... | certctl-gitops validate -`, or run this in the repository that holds it.";

export function noteChart({ findings }: Workspace, by: Resource, source: HandedSource): Finding {
  const what = "only Helm can render the chart that this installs";
  return findings.note(RULE, `${what}: what it becomes is not looked at`, HELM_FIX, placeOf(by, source.at));
}

export function noteLoneChart({ findings }: Workspace, directory: string): void {
  findings.note(RULE, "only Helm can render this chart, and it is not looked at", HELM_FIX, {
    file: `${directory}/Chart.yaml`,
  });
}

export function noteMissing({ findings }: Workspace, by: Resource, source: HandedSource): Finding {
  const path = source.path === "" || source.path === "./" ? "the top of a repository" : `the path ${source.path}`;
  const what = `this names ${path}, which is not known to be in this repository`;
  return findings.note(RULE, `${what}: it is not looked at`, OTHER, placeOf(by, source.at));
}

export function noteSet({ findings }: Workspace, by: Resource): void {
  const what = "this makes Applications from a template, which are not looked at as such";
  const fix = "Look at what it makes: `argocd appset generate <file> -o yaml | certctl-gitops validate -`.";
  findings.note(RULE, what, fix, placeOf(by, ["kind"]));
}

/** Fields that change what is applied, and that nothing here follows. */
export function noteFields(
  { findings }: Workspace,
  by: Resource,
  fields: readonly string[],
  at: HandedSource["at"],
): void {
  if (fields.length === 0) return;
  const what = `this changes its objects by ${fields.join(", ")}`;
  const fix = "Look at what the engine renders: `... | certctl-gitops validate -`.";
  findings.note(RULE, `${what}, which is not followed here`, fix, placeOf(by, at));
}

/** The same note of many objects is told once, so that its words are the same for all of them. */
function placeOf(by: Resource, path: Path): Place {
  return { ...by.placeOf(path), resource: formatId(by.id) };
}
