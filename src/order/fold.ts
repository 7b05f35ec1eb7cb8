/** The same order in many clusters is one. */
import { NAME_HASH } from "../k8s/name-hash.ts";
import { grouped } from "../model/grouped.ts";
import type { EnvironmentOrder, FoldedOrder } from "../model/order.ts";

/** Orders that are the same but for the cluster's name, the hashes of generated names and the versions of charts. */
export function foldOrders(orders: readonly EnvironmentOrder[]): readonly FoldedOrder[] {
  return [...grouped(orders, keyOf).values()].flatMap((group) => {
    const [first] = group;
    const environments = group.map(({ environment }) => environment);
    return first === undefined ? [] : [{ environments, deliveries: first.deliveries }];
  });
}

/** What kustomize appends to the names of what it generates. */
const HASH = new RegExp(`-${NAME_HASH}(?=")`, "g");
/** What `gen` gives the charts of a HelmRelease. */
const CHART_VERSION = /-h[0-9a-f]{12}/g;

function keyOf({ environment, deliveries }: EnvironmentOrder): string {
  return withoutCluster(environment, deliveries);
}

/** One text for what differs only in the cluster that the environment's name ends with, in hashes and in chart versions. */
export function withoutCluster(environment: string, value: unknown): string {
  const text = JSON.stringify(value).replaceAll(HASH, "-*").replaceAll(CHART_VERSION, "-h*");
  const cluster = environment.slice(environment.lastIndexOf("/") + 1);
  return cluster === "" ? text : withoutName(text, cluster);
}

/** Only where it is a part of a name by itself: `eu-1` in `certctl-eu-1-data`. */
function withoutName(text: string, name: string): string {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replaceAll(new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, "g"), "*");
}
