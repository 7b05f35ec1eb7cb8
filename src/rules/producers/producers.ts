/** What makes a Secret or a ConfigMap: the object itself, or one that has a controller make it. */
import type { Resource } from "../../model/applied.ts";
import { grouped } from "../../model/grouped.ts";
import type { Path } from "../../model/json.ts";
import { MAKERS } from "./makers.ts";

export interface Producer {
  readonly resource: Resource;
  /** Where the resource says what it makes. */
  readonly path: Path;
  readonly kind: "Secret" | "ConfigMap";
  /** Empty where it may be any. */
  readonly namespace: string;
  readonly name: string;
  /** Undefined where the input does not say them. */
  readonly keys: ReadonlySet<string> | undefined;
  /** True where it only adds keys to one that another makes. */
  readonly adds: boolean;
}

export class Producers {
  readonly all: readonly Producer[];
  /** By the kind and the name of what they make: many pods ask, of many objects. */
  readonly #made: ReadonlyMap<string, readonly Producer[]>;

  constructor(resources: readonly Resource[]) {
    this.all = resources.flatMap((resource) => producersOf(resource));
    this.#made = grouped(this.all, ({ kind, name }) => `${kind} ${name}`);
  }

  /** An object without a namespace counts for every one: `helm template` leaves it out. */
  of(kind: Producer["kind"], namespace: string, name: string): readonly Producer[] {
    return (this.#made.get(`${kind} ${name}`) ?? []).filter(
      (one) => one.namespace === "" || namespace === "" || one.namespace === namespace,
    );
  }
}

function producersOf(resource: Resource): Producer[] {
  const makes = MAKERS[`${resource.id.group}/${resource.id.kind}`];
  if (makes === undefined) return [];
  return makes(resource).map(({ kind = "Secret", namespace = resource.id.namespace, ...made }) => ({
    resource,
    kind,
    namespace,
    name: made.name,
    path: made.path ?? [],
    keys: made.keys === undefined ? undefined : new Set(made.keys),
    adds: made.adds ?? false,
  }));
}

/** All keys that the producers of one object give it; undefined where one of them does not say, or there is none. */
export function keysOf(producers: readonly Producer[]): ReadonlySet<string> | undefined {
  if (producers.length === 0) return undefined;
  const keys = new Set<string>();
  for (const producer of producers) {
    if (producer.keys === undefined) return undefined;
    for (const key of producer.keys) keys.add(key);
  }
  return keys;
}
