/** Texts that differ by environment only in a name become one text with `<cluster>`, `<hash-1>` and the like in its place. */
import { NAME_HASH } from "../k8s/name-hash.ts";

/** What stands for each placeholder, without its angle brackets. */
export type Variables = Readonly<Record<string, string>>;

export interface Template {
  readonly text: string;
  readonly variables: Variables;
}

/**
 * `json` is JSON text, `cluster` the environment's own name, `hashes` are tokens that follow from contents, in their
 * order. Undefined where nothing is replaced, or where a placeholder stands in the text already.
 */
export function templateOf(json: string, cluster: string, hashes: readonly string[]): Template | undefined {
  const variables: Record<string, string> = {};
  let text = json;
  for (const [index, hash] of hashes.entries()) {
    variables[`hash-${index + 1}`] = hash;
    text = text.replaceAll(hash, `<hash-${index + 1}>`);
  }
  const named = isName(cluster) ? text.replaceAll(nameIn(cluster), "<cluster>") : text;
  if (named !== text) variables.cluster = cluster;
  const names = Object.keys(variables);
  if (names.length === 0 || names.some((name) => json.includes(`<${name}>`))) return undefined;
  return { text: named, variables };
}

/** The text as it is in one environment. */
export function filled(text: string, variables: Variables): string {
  return text.replaceAll(/<([a-z]+(?:-\d+)?)>/g, (all, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? all) : all,
  );
}

/** Tokens that a renderer makes of contents: kustomize's name suffix, and the hash of a chart that `gen` writes, in its version and its values file. */
export function hashesIn(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => text.match(HASH) ?? []))];
}

const HASH = new RegExp(
  String.raw`(?<=-h|\bvalues-)[0-9a-f]{12}(?![0-9A-Za-z])|(?<=-)${NAME_HASH}(?![0-9A-Za-z])`,
  "g",
);

function isName(cluster: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(cluster);
}

/** As a word of its own; in JSON text an escaped line break ends with a letter, too. */
function nameIn(cluster: string): RegExp {
  return new RegExp(`(?<=^|[^A-Za-z0-9<]|\\\\[nrtbf])${cluster.replaceAll(".", "\\.")}(?![A-Za-z0-9])`, "g");
}
