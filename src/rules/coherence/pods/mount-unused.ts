/** Files that are mounted for certctl and that no setting names are not read. */

import type { Program } from "../../certctl/programs.ts";
import { isOn } from "../../certctl/settings.ts";
import { type Mount, mountsOf } from "../../pods/mounts.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule } from "../../rule.ts";

/** Who checks no certificate needs no authority, and may have it all the same. */
const SKIP = "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY";

export const mountUnused: CoherenceRule = {
  name: "mount-unused",
  severity: "info",
  title: "A setting or a script names the files that are mounted for certctl.",
  *check({ servers, migrations, agents, tools }) {
    for (const program of [...servers, ...migrations, ...agents, ...tools]) {
      for (const mount of mountsOf(program.container)) {
        if (!isMeant(mount) || isNamed(mount, program) || isOn(program, SKIP)) continue;
        yield {
          resource: program.pod.resource,
          path: mount.path,
          message: `no setting and no script names a file below ${mount.mountPath}, so what is mounted there is not read`,
          fix: "Name the file in the variable that it is meant for, or take the mount out.",
        };
      }
    }
  },
};

/** Secrets and ConfigMaps; below these Go finds authorities by itself. */
function isMeant({ mountPath, volume }: Mount): boolean {
  const spec = volume?.spec ?? {};
  const isFiles = "secret" in spec || "configMap" in spec || "projected" in spec;
  return isFiles && !/^\/(etc\/(ssl|pki)|usr\/(local\/)?share|system|app)(\/|$)/.test(mountPath);
}

function isNamed({ mountPath }: Mount, { container, variables }: Program): boolean {
  const texts = [...container.command, ...container.args, ...[...variables.values()].map(({ text }) => text)];
  // A list that is not in the input (of SCEP profiles, EST) may name any.
  const isOpen = [...variables.values()].some(
    ({ name, text }) => /_(PATH|FILE|DIR)S?$/.test(name) && text.includes(UNKNOWN),
  );
  return isOpen || texts.some((text) => text.includes(mountPath));
}
