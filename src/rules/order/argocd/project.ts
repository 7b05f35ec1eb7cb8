/** What an Argo CD AppProject permits (argo-cd pkg/apis/application/v1alpha1/app_project_types.go), in doubt too much. */
import { at, isObject, type JsonObject, objectsAt, textOf } from "../../../model/json.ts";

export interface Destination {
  readonly server: string;
  readonly name: string;
  readonly namespace: string;
}

interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

export function permitsSource(project: JsonObject, url: string): boolean {
  const repositories = at(project, "spec", "sourceRepos");
  const patterns = Array.isArray(repositories) ? repositories.map(textOf) : [];
  return permits(patterns, (pattern) => matches(normalised(pattern), normalised(url)));
}

/** One with `!` before it forbids, whatever the others permit. */
function permits(patterns: readonly string[], isMatch: (pattern: string) => boolean): boolean {
  const forbids = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  return !forbids.some(isMatch) && patterns.some((pattern) => !pattern.startsWith("!") && isMatch(pattern));
}

export function permitsDestination(project: JsonObject, wanted: Destination): boolean {
  const items = objectsAt(project, "spec", "destinations").map(([, item]) => item);
  const isForbidding = (item: JsonObject): boolean =>
    ["server", "name", "namespace"].some((field) => textOf(item[field]).startsWith("!"));
  const forbids = items.filter(isForbidding);
  if (forbids.some((item) => isDestination(withoutMarks(item), wanted))) return false;
  return items.some((item) => !isForbidding(item) && isDestination(item, wanted));
}

function withoutMarks(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, textOf(value).replace(/^!/, "")]));
}

/** Argo CD knows the server of a name; where one says the server and the other the name, nobody here does. */
function isDestination(item: JsonObject, { server, name, namespace }: Destination): boolean {
  if (!matches(textOf(item.namespace), namespace)) return false;
  const [itemServer, itemName] = [textOf(item.server), textOf(item.name)];
  if (itemServer !== "" && server !== "") return matches(itemServer.replace(/\/$/, ""), server.replace(/\/$/, ""));
  return itemName !== "" && name !== "" ? matches(itemName, name) : true;
}

/** Cluster-wide kinds are forbidden where no list permits them; the others permitted where none is there. */
export function permitsKind(project: JsonObject, wanted: Kind, isCluster: boolean): boolean {
  const scope = isCluster ? "clusterResource" : "namespaceResource";
  const isIn = (list: "Whitelist" | "Blacklist"): boolean =>
    objectsAt(project, "spec", `${scope}${list}`).some(([, item]) => isKind(item, wanted));
  if (isIn("Blacklist")) return false;
  const isListed = Array.isArray(at(project, "spec", `${scope}Whitelist`));
  return isListed || isCluster ? isIn("Whitelist") : true;
}

function isKind(item: JsonObject, { group, kind, name }: Kind): boolean {
  if (!isObject(item) || !matches(textOf(item.group), group) || !matches(textOf(item.kind), kind)) return false;
  return textOf(item.name) === "" || matches(textOf(item.name), name);
}

function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll(/\*+/g, ".*")
    .replaceAll("?", ".");
  try {
    return new RegExp(`^${expression}$`, "s").test(text);
  } catch {
    return pattern === text;
  }
}

/** One repository has many spellings. */
function normalised(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^([a-z+]+:\/\/)[^@/]*@/, "$1")
    .replace(/\/$/, "")
    .replace(/\.git$/, "");
}
