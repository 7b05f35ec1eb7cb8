/** Makes a tree smaller for as long as a difference remains: files, documents, fields, list items, then long scalars. */
import type { Tree } from "./compare.ts";

export type Remains = (tree: Tree) => Promise<boolean>;

/** The smallest tree found; `remains` is asked once for each attempt, at most `limit` times. */
export async function shrink(tree: Tree, remains: Remains, limit = 1500): Promise<Tree> {
  let now = tree;
  let left = limit;
  const tried = new Set<string>();
  for (let before: Tree | undefined; before !== now && left > 0; ) {
    before = now;
    for (const step of [withoutFiles, withoutKustomizationFields, withoutBlocks, withoutFlowItems, withPlainerText]) {
      now = await repeat(step, now);
    }
  }
  return now;

  async function repeat(step: (tree: Tree) => Iterable<Tree>, from: Tree): Promise<Tree> {
    let smaller = from;
    for (let found = true; found && left > 0; ) {
      found = false;
      for (const attempt of step(smaller)) {
        const sign = JSON.stringify([...attempt]);
        if (tried.has(sign)) continue;
        tried.add(sign);
        left -= 1;
        if (left <= 0) break;
        if (await remains(attempt)) {
          smaller = attempt;
          found = true;
          break;
        }
      }
    }
    return smaller;
  }
}

function changed(tree: Tree, path: string, text: string | undefined): Tree {
  const copy = new Map(tree);
  if (text === undefined) copy.delete(path);
  else copy.set(path, text);
  return copy;
}

function* withoutFiles(tree: Tree): Generator<Tree> {
  for (const path of tree.keys()) yield changed(tree, path, undefined);
  // A file together with the lines that name it.
  for (const path of tree.keys()) {
    const name = path.split("/").at(-1) ?? path;
    const rest = changed(tree, path, undefined);
    const unnamed = new Map([...rest].map(([other, text]) => [other, withoutLines(text, name)]));
    yield unnamed;
  }
}

const withoutLines = (text: string, name: string): string =>
  text
    .split("\n")
    .filter((line) => !(line.trim().startsWith("-") && line.includes(name)))
    .join("\n");

const isKustomization = (path: string): boolean => /(^|\/)[Kk]ustomization(\.ya?ml)?$/.test(path);

/** The largest parts of the kustomization files first: whole fields. */
function* withoutKustomizationFields(tree: Tree): Generator<Tree> {
  for (const [path, text] of tree) {
    if (!isKustomization(path)) continue;
    for (const block of blocksOf(text)) {
      if (block.indent === 0) yield changed(tree, path, without(text, block));
    }
  }
}

function* withoutBlocks(tree: Tree): Generator<Tree> {
  for (const [path, text] of tree) {
    for (const document of documentsOf(text)) yield changed(tree, path, document);
    const blocks = blocksOf(text).sort((a, b) => b.end - b.start - (a.end - a.start));
    for (const block of blocks) yield changed(tree, path, without(text, block));
  }
}

/** The text without one of its documents each. */
function documentsOf(text: string): string[] {
  const documents = text.split(/^---.*\n/m);
  return documents.length < 2
    ? []
    : documents.map((_, index) => documents.filter((__, other) => other !== index).join("---\n"));
}

interface Block {
  readonly start: number;
  /** The line after its last. */
  readonly end: number;
  readonly indent: number;
}

/** Every line with what is indented below it, and the first key of each list item by itself. */
function blocksOf(text: string): Block[] {
  const lines = text.split("\n");
  const indents = lines.map((line) => (line.trim() === "" ? Number.POSITIVE_INFINITY : line.search(/\S/)));
  const deeper = (from: number, indent: number): number => {
    let end = from;
    while (end < lines.length && (indents[end] ?? 0) > indent) end += 1;
    return end;
  };
  return lines.flatMap((line, start) => {
    const indent = indents[start] ?? 0;
    if (line.trim() === "") return start === lines.length - 1 ? [] : [{ start, end: start + 1, indent: 99 }];
    let end = deeper(start + 1, indent);
    // A list may stand as deep as the key that it belongs to.
    while (/:( &\S+)?$/.test(line) && indents[end] === indent && lines[end]?.slice(indent).startsWith("- ")) {
      end = deeper(end + 1, indent);
    }
    const whole = { start, end, indent };
    const firstKey = { start, end: deeper(start + 1, indent + 2), indent: indent + 2 };
    return line.slice(indent).startsWith("- ") && firstKey.end < end ? [whole, firstKey] : [whole];
  });
}

function without(text: string, { start, end }: Block): string {
  const lines = text.split("\n");
  const rest = [...lines.slice(0, start), ...lines.slice(end)];
  // The dash before a first key goes over to the next one.
  const dash = /^( *)- /.exec(lines[start] ?? "")?.[1]?.length;
  const next = lines[end];
  if (dash !== undefined && next !== undefined && next.search(/\S/) === dash + 2) {
    rest[start] = `${" ".repeat(dash)}- ${next.slice(dash + 2)}`;
  }
  return rest.join("\n");
}

/** Flow collections without one of their items, and JSON texts in the same way. */
function* withoutFlowItems(tree: Tree): Generator<Tree> {
  for (const [path, text] of tree) {
    for (const [from, to] of flowItems(text)) yield changed(tree, path, text.slice(0, from) + text.slice(to));
  }
}

function flowItems(text: string): [number, number][] {
  const found: [number, number][] = [];
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if ("[{".includes(sign)) open.push(at + 1);
    else if ("]},".includes(sign)) {
      const start = open.pop();
      if (start !== undefined && start < at) found.push([start, sign === "," ? at + 1 : at]);
      if (sign === "," && start !== undefined) open.push(at + 1);
      if (sign !== "," && start !== undefined && start < at && text[start - 1] === ",") found.push([start - 1, at]);
    }
  }
  return found;
}

const PLAINER: readonly (readonly [RegExp, string])[] = [
  [/ +#.*$/, ""],
  [/^( *(?:- )?[^\s:#"']+: ).{4,}$/, "$1x"],
  [/^( *- )[^:]{4,}$/, "$1x"],
  [/&a\d+ ?/, ""],
];

function* withPlainerText(tree: Tree): Generator<Tree> {
  for (const [path, text] of tree) {
    const lines = text.split("\n");
    for (const [index, line] of lines.entries()) {
      for (const [pattern, plain] of PLAINER) {
        const plainer = line.replace(pattern, plain);
        if (plainer !== line) yield changed(tree, path, lines.with(index, plainer).join("\n"));
      }
    }
    for (const plain of [text.replaceAll("\r\n", "\n"), text.replace(/^\ufeff/, ""), text.trimStart()]) {
      if (plain !== text) yield changed(tree, path, plain);
    }
  }
}
