import { describe, expect, it } from "vitest";
import type { AppliedEnvironment } from "../../src/model/applied.ts";
import { foldOrders } from "../../src/order/fold.ts";
import { orderOf } from "../../src/order/order.ts";
import { applied, environment, object, wave } from "./orders.ts";

/** As `gen` writes it: the cluster's name in those of the engine's objects, hashes in those of what is generated. */
function cluster(name: string, hash: string, replicas = 1, database = -1): AppliedEnvironment {
  const by = object(`Application certctl-${name.slice(name.indexOf("/") + 1)}`, { namespace: "argocd" });
  const resources = [
    wave("StatefulSet database", database),
    object(`ConfigMap settings-${hash}`),
    object("Deployment server", { spec: { replicas } }),
  ];
  return { ...environment([applied(by, ...resources)]), name };
}

const folded = (...clusters: AppliedEnvironment[]) =>
  foldOrders(clusters.map((one) => orderOf(one))).map(({ environments }) => environments);

describe("orders of many clusters", () => {
  it("are one where they differ in names, hashes and settings only", () => {
    const [eu, us] = [cluster("argocd/eu-1", "2456789bcd"), cluster("argocd/us-1", "fghkmt2456", 3)];
    expect(folded(eu, us)).toEqual([["argocd/eu-1", "argocd/us-1"]]);
    expect(foldOrders([orderOf(us), orderOf(eu)])[0]?.deliveries).toEqual(orderOf(us).deliveries);
  });
  it("are several where a wave differs, or another name", () => {
    const other = { ...cluster("argocd/x", "2456789bcd"), name: "argocd/y" };
    expect(
      folded(
        cluster("argocd/a", "2456789bcd"),
        cluster("argocd/b", "2456789bcd", 1, -2),
        cluster("argocd/c", "2456789bcd"),
        other,
      ),
    ).toEqual([["argocd/a", "argocd/c"], ["argocd/b"], ["argocd/y"]]);
  });
  it("are several where a part of a name is another cluster's by chance", () => {
    expect(folded(cluster("argocd/e", "2456789bcd"), cluster("argocd/s", "2456789bcd"))).toHaveLength(1);
    expect(folded(cluster("argocd/server", "2456789bcd"), cluster("argocd/data", "2456789bcd"))).toHaveLength(2);
  });
});
