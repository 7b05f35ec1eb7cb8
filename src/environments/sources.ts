/** What the objects that hand over something apply: the folders and charts that they name. */
import { resolvePath } from "../kustomize/load/source.ts";
import type { Finding } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import { argoFolder } from "./argocd-folder.ts";
import type { Chart } from "./chart.ts";
import { readChart } from "./chart.ts";
import type { Contents } from "./contents.ts";
import { fluxFolder, resourcesBelow } from "./flux-folder.ts";
import type { HandedSource, Handover } from "./handover.ts";
import { kustomizationIn } from "./kustomizations.ts";
import { lookUp } from "./lookup.ts";
import { noteChart, noteFields, noteMissing } from "./notes.ts";
import { mappingAt } from "./resource.ts";
import type { Workspace } from "./workspace.ts";
import { kustomizationContents } from "./workspace.ts";

/** What one source gives. */
export interface Handed extends Contents {
  /** Folders and files that are handed over with it: they are no environments of their own. */
  readonly covers: readonly string[];
  readonly chart: Chart | undefined;
  /** Why it is not looked at; a note, too. */
  readonly unknown?: Finding;
}

/** Empty where it is not looked at. */
export function handed(workspace: Workspace, handover: Handover, source: HandedSource): Handed {
  const { by, kind } = handover;
  if (source.path === undefined) return { ...NOTHING, unknown: noteChart(workspace, by, source) };
  const folder = isElsewhere(workspace, source, source.path) ? undefined : lookUp(workspace, source.path);
  if (folder === undefined) return { ...NOTHING, unknown: noteMissing(workspace, by, source) };
  if (resolvePath("", source.path) !== "") workspace.repositories.add(source.repository);
  if (kind === "kustomization") return ofFluxKustomization(workspace, handover, source, folder);
  if (kind === "helm-release") return ofChart(workspace, handover, source, folder);
  return ofApplication(workspace, handover, source, folder);
}

const NOTHING: Handed = { resources: [], missing: [], covers: [], chart: undefined };

/** The top of a repository has no path to be known by: it counts where another path of the same repository is here. */
function isElsewhere({ repositories }: Workspace, { repository }: HandedSource, path: string): boolean {
  if (resolvePath("", path) === "") return !repository.endsWith(FLUX_ITSELF) && !repositories.has(repository);
  return false;
}

/** The repository that Flux was installed from, by the name that it gets at its bootstrap. */
const FLUX_ITSELF = " flux-system/flux-system";

function ofFluxKustomization(
  workspace: Workspace,
  { by }: Handover,
  { settings }: HandedSource,
  folder: string,
): Handed {
  if (mappingAt(settings, "postBuild").substituteFrom !== undefined) {
    noteFields(workspace, by, ["postBuild.substituteFrom"], ["spec", "postBuild", "substituteFrom"]);
  }
  const isOwn = kustomizationIn(workspace.tree, folder) !== undefined;
  const covers = isOwn ? [folder] : [folder, ...resourcesBelow(workspace, folder)];
  return { ...fluxFolder(workspace, folder, by), covers, chart: undefined };
}

function ofChart(workspace: Workspace, { by }: Handover, source: HandedSource, folder: string): Handed {
  const chart = readChart(workspace, folder);
  const unknown =
    chart === undefined
      ? noteMissing(workspace, by, source)
      : chart.needsHelm
        ? noteChart(workspace, by, source)
        : undefined;
  noteFields(workspace, by, present(source.settings, ["postRenderers"]), ["spec", "postRenderers"]);
  const contents = chart === undefined ? NOTHING : { ...chart, covers: [folder], chart };
  return { ...contents, ...(unknown === undefined ? {} : { unknown }) };
}

/** Argo CD looks for a chart first, then for a kustomization. */
function ofApplication(workspace: Workspace, handover: Handover, source: HandedSource, folder: string): Handed {
  const { by } = handover;
  const { settings, at } = source;
  const inSource = at.slice(0, -1);
  noteFields(workspace, by, present(settings, ["plugin"]), [...inSource, "plugin"]);
  if (readChart(workspace, folder) !== undefined)
    return ofChart(workspace, handover, { ...source, settings: {} }, folder);
  if (kustomizationIn(workspace.tree, folder) === undefined) {
    const { files, ...contents } = argoFolder(workspace, folder, settings);
    return { ...contents, covers: [folder, ...files], chart: undefined };
  }
  const changes = Object.keys(mappingAt(settings, "kustomize")).filter((field) => !HARMLESS.has(field));
  noteFields(
    workspace,
    by,
    changes.map((field) => `kustomize.${field}`),
    [...inSource, "kustomize"],
  );
  return { ...kustomizationContents(workspace, folder), covers: [folder], chart: undefined };
}

/** Fields of `source.kustomize` that change no object. */
const HARMLESS: ReadonlySet<string> = new Set(["version", "kubeVersion", "apiVersions"]);

function present(settings: JsonObject, fields: readonly string[]): string[] {
  return fields.filter((field) => settings[field] !== undefined && settings[field] !== null);
}
