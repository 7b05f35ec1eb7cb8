/** An object goes from one Application, Kustomization or HelmRelease to another. */
import { grouped } from "../../model/grouped.ts";
import { isPruned } from "../../order/removal.ts";
import { isEngineObject } from "./removal.ts";
import { isKind, riskRule } from "./rule.ts";

export const handedOver = riskRule(
  "handed-over",
  "An object is handed over by another engine object than before, and the old one still prunes.",
  function* (sides) {
    const moves = sides.moved.filter(({ before, from }) => !isEngineObject(before) && isPruned(before, from));
    for (const moved of grouped(moves, ({ from }) => from).values()) {
      const data = moved.find(
        ({ after }) => isKind(after, "apps", "StatefulSet") || isKind(after, "", "PersistentVolumeClaim", "Namespace"),
      );
      const changes = [data?.after, ...moved.map(({ after }) => after)].map((one) => sides.changeOf(one));
      yield {
        level: data === undefined ? "caution" : "danger",
        message:
          data === undefined
            ? "Objects go from one engine object to another in one step: where the old one prunes before the new one has taken them over, they are deleted and made anew."
            : "Objects that hold data go from one engine object to another in one step: where the old one prunes before the new one has taken them over, they are deleted, and made anew without their data.",
        advice:
          "First mark them as kept (Prune=false, prune: disabled, resource-policy: keep) in a commit of its own, then move them, then take the mark away.",
        change: changes.find((one) => one !== undefined),
      };
    }
  },
);
