/** Reads a folder of plain files as Argo CD does. */
import type { JsonObject } from "../model/json.ts";
import type { Contents } from "./contents.ts";
import { joined } from "./contents.ts";
import { walk } from "./folder-walk.ts";
import { matchesGlob } from "./glob.ts";
import { mappingAt, textAt } from "./resource.ts";
import type { Workspace } from "./workspace.ts";
import { fileContents } from "./workspace.ts";

/** With the files that were chosen; `source` is that of the Application. */
export function argoFolder(
  workspace: Workspace,
  folder: string,
  source: JsonObject,
): Contents & { readonly files: readonly string[] } {
  const settings = mappingAt(source, "directory");
  const files = filesOf(workspace, folder, settings.recurse === true);
  const [include, exclude] = [textAt(settings, "include"), textAt(settings, "exclude")];
  const chosen = files.filter((path) => {
    const name = path.slice(folder === "" ? 0 : folder.length + 1);
    return (include === "" || matchesGlob(include, name)) && !(exclude !== "" && matchesGlob(exclude, name));
  });
  return { ...joined(chosen.map((path) => fileContents(workspace, path))), files: chosen };
}

function filesOf({ tree }: Workspace, folder: string, isDeep: boolean): readonly string[] {
  return walk(tree, folder, ({ name, path, below }) => {
    if (tree.isDirectory(path)) return isDeep && name !== ".git" ? below() : [];
    return /\.(?:ya?ml|json)$/.test(name) && tree.size(path) !== undefined ? [path] : [];
  });
}
