/** Compares an environment with what it was. */
import type { AppliedEnvironment } from "../model/applied.ts";
import { createTextCache, type TextCache } from "./compare.ts";
import type { EnvironmentChange } from "./environment-change.ts";
import { pairObjects } from "./pair.ts";

/** One of the sides is there. An environment that is new or gone has no changes of objects: it is one change itself. */
export function compareEnvironments(
  before: AppliedEnvironment | undefined,
  after: AppliedEnvironment | undefined,
  texts: TextCache = createTextCache(),
): EnvironmentChange {
  const name = (after ?? before)?.name;
  if (name === undefined) throw new Error("an environment is compared that neither side has");
  const isOnBoth = before !== undefined && after !== undefined;
  const objects = isOnBoth ? pairObjects(before.resources, after.resources, texts) : [];
  return { name, before, after, objects };
}
