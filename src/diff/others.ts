/** Which environments have an object, and not the change that others have of it. */
import { NAME_HASH } from "../k8s/name-hash.ts";
import type { AppliedEnvironment, Resource } from "../model/applied.ts";
import type { Change } from "../model/difference.ts";
import { formatId, type ResourceId } from "../model/manifest.ts";
import type { UnnumberedChange } from "./changes.ts";
import { filled } from "./template.ts";

export class Owners {
  readonly #byId = new Map<string, number[]>();
  readonly #clusters: readonly string[];

  /** `compared`: the environments that both sides have, by their index. */
  constructor(compared: ReadonlyMap<number, AppliedEnvironment>, clusters: readonly string[]) {
    this.#clusters = clusters;
    for (const [index, { resources }] of compared) {
      for (const key of new Set(resources.map(keyOf))) {
        const known = this.#byId.get(key);
        if (known === undefined) this.#byId.set(key, [index]);
        else known.push(index);
      }
    }
  }

  /** They are named where they are fewer than those with the change. */
  others({ before, after, environments, variables }: UnnumberedChange): Change["others"] {
    const id = after ?? before;
    if (id === undefined) return { count: 0, outliers: [] };
    const having = new Set(environments);
    const others = this.#having(id, "cluster" in variables).filter((index) => !having.has(index));
    return { count: others.length, outliers: others.length < environments.length ? others : [] };
  }

  #having(id: ResourceId, isTemplate: boolean): readonly number[] {
    const key = idKey(id);
    if (!isTemplate) return this.#byId.get(key) ?? [];
    return this.#clusters.flatMap((cluster, index) =>
      this.#byId.get(filled(key, { cluster }))?.includes(index) === true ? [index] : [],
    );
  }
}

function keyOf({ id }: Resource): string {
  return idKey(id);
}

/** Without the suffix that kustomize gives to what it generates, or the placeholder of it. */
function idKey(id: ResourceId): string {
  const isGenerated = id.kind === "ConfigMap" || id.kind === "Secret";
  return isGenerated ? formatId({ ...id, name: id.name.replace(SUFFIX, "") }) : formatId(id);
}

const SUFFIX = new RegExp(String.raw`-(?:${NAME_HASH}|<hash-\d+>)$`);
