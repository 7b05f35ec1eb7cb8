/** What clusters share: the stages of the base, the overlays and the components that any of them uses, and no other. */
import { STAGE_NAMES, type StageName } from "../certctl/stages.ts";
import { baseTree } from "../generators/base.ts";
import { componentTree } from "../generators/components/component.ts";
import { component } from "../generators/components/index.ts";
import { PROFILE_NAMES } from "../model/environment.ts";
import { isObject, type JsonValue } from "../model/json.ts";
import { joinTrees, type TreeFile } from "../model/tree.ts";
import { profileTree } from "../overlays/profile-files.ts";
import type { ClusterStage } from "../overlays/stages.ts";

/** The files below `base/`, `overlays/` and `components/` that these stages rest on. */
export function sharedTree(stages: readonly ClusterStage[]): Map<string, TreeFile> {
  const starts = new Set(stages.map((s) => s.from));
  const used = PROFILE_NAMES.filter((profile) => [...starts].some((from) => from.startsWith(`overlays/${profile}/`)));
  const overlays = joinTrees(...used.map(profileTree));
  const references = new Set([...starts, ...referencesOf(overlays), ...pickedBy(stages)]);
  const inBase = STAGE_NAMES.filter((stage) => references.has(`base/${stage}`));
  const components = [...references].filter((path) => path.startsWith("components/")).map(componentFiles);
  return joinTrees(baseTree(inBase), overlays, ...components);
}

function pickedBy(stages: readonly ClusterStage[]): string[] {
  return stages.flatMap(({ name, contributions }) =>
    contributions.flatMap((c) => (c.component === undefined ? [] : [`components/${c.component}/${name}`])),
  );
}

/** `base/server`, `components/migrations-hook/server`: what the kustomizations of the overlays refer to. */
function referencesOf(overlays: ReadonlyMap<string, TreeFile>): string[] {
  const lists = [...overlays.values()].flatMap(({ documents = [] }) =>
    documents.flatMap((d) => (isObject(d) ? [d.resources, d.components] : [])),
  );
  const paths = lists.flatMap((list): readonly JsonValue[] => (Array.isArray(list) ? list : []));
  return paths.map((path) => String(path).replace(/^(\.\.\/)+/, ""));
}

function componentFiles(path: string): Map<string, TreeFile> {
  const [, name = "", stage = ""] = path.split("/");
  return componentTree(component(name), stage as StageName);
}
