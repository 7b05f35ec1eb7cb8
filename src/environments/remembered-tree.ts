/** A tree that is asked for each thing once, and has one file for all paths with the same text. */
import type { Tree } from "../kustomize/load/source.ts";
import type { TreeFile } from "../model/tree.ts";

/** Files by their text; several trees may share them. */
export type Texts = Map<string, TreeFile>;

/** Larger texts are read again: they are no kustomizations, and seldom the same. */
const MOST_CHARACTERS = 256 * 1024;

/** A tree that does not change while it is looked at; `look` gets every path that it is asked for. */
export function rememberedTree(tree: Tree, texts: Texts, look: (path: string) => void): Tree {
  const files = new Map<string, TreeFile | undefined>();
  const remembered = <T>(ask: (path: string) => T): ((path: string) => T) => {
    const known = new Map<string, T>();
    return (path) => {
      look(path);
      const found = known.get(path);
      if (found !== undefined || known.has(path)) return found as T;
      const seen = ask(path);
      known.set(path, seen);
      return seen;
    };
  };
  return {
    read(path) {
      look(path);
      if (files.has(path)) return files.get(path);
      const file = tree.read(path);
      if (file !== undefined && file.text.length > MOST_CHARACTERS) return file;
      const one = file === undefined ? undefined : oneOf(texts, file);
      files.set(path, one);
      return one;
    },
    bytes(path) {
      look(path);
      return tree.bytes(path);
    },
    isDirectory(path) {
      look(path);
      return tree.isDirectory(path);
    },
    real(path) {
      look(path);
      return tree.real(path);
    },
    list: remembered((path) => tree.list(path)),
    size(path) {
      look(path);
      return tree.size(path);
    },
  };
}

/** A file that brings its documents stays what it is. */
function oneOf(texts: Texts, file: TreeFile): TreeFile {
  if (file.documents !== undefined) return file;
  const known = texts.get(file.text);
  if (known === undefined) texts.set(file.text, file);
  return known ?? file;
}
