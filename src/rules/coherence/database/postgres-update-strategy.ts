/** A changed PostgreSQL replaces its pod by itself, and never runs twice on one disk. */
import { at } from "../../../model/json.ts";
import { dataMount } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { isPersistent } from "../../pods/mounts.ts";
import { rolloutOf } from "../../pods/scale.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const postgresUpdateStrategy: CoherenceRule = {
  name: "postgres-update-strategy",
  severity: "warning",
  title: "PostgreSQL's pod is replaced when its manifest changes, the old one first.",
  *check({ databases }) {
    for (const database of databases) yield* problems(database);
  },
};

function* problems(database: Program): Iterable<Problem> {
  const { resource } = database.pod;
  const { kind } = resource.id;
  const { manifest } = resource;
  if (kind === "StatefulSet" && at(manifest, "spec", "updateStrategy", "type") === "OnDelete") {
    yield {
      resource,
      path: ["spec", "updateStrategy", "type"],
      message:
        "updateStrategy OnDelete: a changed image, setting or Secret reference reaches PostgreSQL only after somebody deletes the pod, while the engine shows the change as applied",
      fix: "Use RollingUpdate.",
    };
  }
  const mount = dataMount(database);
  const surges = kind === "Deployment" && rolloutOf(database.pod, 1).surge > 0;
  if (!surges || mount === undefined || !isPersistent(mount)) return;
  yield {
    resource,
    path: at(manifest, "spec", "strategy") === undefined ? ["spec"] : ["spec", "strategy"],
    severity: "error",
    message:
      "an update of this Deployment starts a second PostgreSQL beside the old one on the same volume: it waits for ever for the disk, or, on the same node, both write and the data is corrupt",
    fix: "Set strategy.type to Recreate, or use a StatefulSet.",
  };
}
