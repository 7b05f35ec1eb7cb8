/** Reads a chart that holds plain manifests, as `gen` writes them: what it installs can be told without Helm. */
import { plainDocuments } from "../kustomize/plain-documents.ts";
import { isObject } from "../model/json.ts";
import type { Contents } from "./contents.ts";
import { contentsOf, joined } from "./contents.ts";
import { objectsOf } from "./objects.ts";
import { isYamlFile, join } from "./paths.ts";
import { expectSize } from "./plain-file.ts";
import { textAt } from "./resource.ts";
import type { Workspace } from "./workspace.ts";
import { onceForAll } from "./workspace.ts";

export interface Chart extends Contents {
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  /** True where only Helm can tell what the templates become; then there are no resources. */
  readonly needsHelm: boolean;
}

/** Undefined where the folder holds no chart. */
export function readChart(workspace: Workspace, directory: string): Chart | undefined {
  return onceForAll(workspace, `chart ${directory}`, () => {
    const about = join(directory, "Chart.yaml");
    const text = workspace.tree.size(about) === undefined ? undefined : workspace.tree.read(about)?.text;
    if (text === undefined) return undefined;
    const [value] = plainDocuments(text).documents.map(({ content }) => content.value);
    const meta = isObject(value) ? value : {};
    const head = { directory, name: textAt(meta, "name"), version: textAt(meta, "version") };
    const isAlone = meta.dependencies === undefined && workspace.tree.list(join(directory, "charts")).length === 0;
    const contents = isAlone ? plainTemplates(workspace, directory) : undefined;
    return contents === undefined
      ? { ...head, resources: [], missing: [], needsHelm: true }
      : { ...head, ...contents, needsHelm: false };
  });
}

/** Undefined where one of the templates is more than a manifest. */
function plainTemplates(workspace: Workspace, directory: string): Contents | undefined {
  const files = ["crds", "templates"].flatMap((part) => yamlFilesBelow(workspace, join(directory, part)));
  const { documents: cache, findings, tree } = workspace;
  const checked = files.map((path) => {
    const { given, problems } = findings.during(() =>
      findings.try(() => expectSize(tree.size(path) ?? 0, path) ?? true),
    );
    return { path, problems, text: given === undefined ? "" : plainText(tree.read(path)?.text ?? "") };
  });
  if (checked.some(({ text }) => text === undefined)) return undefined;
  return joined(
    checked.map(({ path, text = "", problems }) => {
      if (problems.length > 0) return contentsOf(undefined, { part: `file ${path}`, problems, inputs: () => [path] });
      const read = objectsOf(text, { file: path, cache });
      findings.problem(...read.problems);
      return contentsOf(read, { part: `file ${path}`, problems: read.problems, inputs: () => [path] });
    }),
  );
}

/** The text as Helm writes it. Two braces that stand for themselves are the only action that is one line to the reader, too. */
function plainText(text: string): string | undefined {
  if (!text.includes("{{")) return text;
  const parts = text.split('{{ "{{" }}');
  return parts.some((part) => part.includes("{{")) ? undefined : parts.join("{{");
}

function yamlFilesBelow(workspace: Workspace, directory: string): string[] {
  const { tree } = workspace;
  return tree.list(directory).flatMap((name) => {
    const path = join(directory, name);
    // A link to a folder could lead in circles; Helm's package has none.
    if (tree.isDirectory(path)) return tree.real(path) === path ? yamlFilesBelow(workspace, path) : [];
    return isYamlFile(name) && tree.size(path) !== undefined ? [path] : [];
  });
}
