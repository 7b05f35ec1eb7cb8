/** Dumps on a volume do not pile up until it is full. */

import { textOf } from "../../../model/json.ts";
import { type Backup, backupsOf, scriptOf } from "../../certctl/backups.ts";
import type { Installation } from "../../certctl/installation.ts";
import { mountsOf } from "../../pods/mounts.ts";
import { type Container, containersOf, objectAt, podsIn } from "../../pods/pod.ts";
import type { CoherenceRule } from "../../rule.ts";

const DELETES = /\brm\b|\s-delete\b|\bunlink\b|\bprune\b|\bforget\b|\bexpire\b|\btmpreaper\b|\blogrotate\b/;

export const backupRetention: CoherenceRule = {
  name: "backup-retention",
  severity: "warning",
  title: "A backup removes its old dumps.",
  *check(installation) {
    for (const backup of backupsOf(installation)) {
      if (!pilesUp(backup) || isPruned(backup, installation)) continue;
      const { container } = backup;
      yield {
        resource: container.pod.resource,
        path: container.path,
        message:
          "each run leaves one more dump on the volume and nothing removes the old ones: one day the volume is full, and from then on every backup fails",
        fix: "Let the script remove what is older than you need, such as find /backups -name '*.dump' -mtime +14 -delete, after the new dump was checked.",
      };
    }
  },
};

/** A new name each time, by its date, on storage that stays. */
function pilesUp({ container, script }: Backup): boolean {
  return /\bdate\b/.test(script) && storesOf(container, script).length > 0;
}

/** Claims and folders that a script uses, as one text each. */
function storesOf(container: Container, script: string): readonly string[] {
  return mountsOf(container).flatMap(({ volume, mountPath }) => {
    if (volume === undefined || !script.includes(mountPath)) return [];
    const claim = textOf(objectAt(volume.spec, "persistentVolumeClaim").claimName);
    const { hostPath, nfs } = volume.spec;
    if (claim !== "") return [`claim ${claim}`];
    return [hostPath, nfs].filter((one) => one !== undefined).map((one) => JSON.stringify(one));
  });
}

/** The script does, or another pod with the same storage. */
function isPruned({ container, script }: Backup, { environment }: Installation): boolean {
  if (DELETES.test(script)) return true;
  const stores = storesOf(container, script);
  const { namespace } = container.pod;
  return podsIn(environment.resources)
    .filter((pod) => pod.namespace === namespace)
    .flatMap(containersOf)
    .some((other) => {
      const words = scriptOf(other);
      return DELETES.test(words) && storesOf(other, words).some((store) => stores.includes(store));
    });
}
