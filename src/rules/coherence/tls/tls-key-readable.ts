/** The files that certctl is told to read can be read by the user that it runs as. */
import { at, objectsAt } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { isKnown } from "../../certctl/settings.ts";
import { keyAt, type MountedKey, sourcesOf } from "../../pods/mounts.ts";
import { objectAt } from "../../pods/pod.ts";
import { securityField, userOf } from "../../pods/user.ts";
import type { CoherenceRule } from "../../rule.ts";

/** What Kubernetes gives where no mode is written. */
const DEFAULT_MODE = 0o644;

export const tlsKeyReadable: CoherenceRule = {
  name: "tls-key-readable",
  severity: "error",
  title: "Certificates and keys can be read by the user that certctl runs as.",
  *check(installation) {
    const said = new Set<string>();
    for (const program of programs(installation)) {
      for (const { name, text } of program.variables.values()) {
        // A SCEP key must have a mode that no volume gives: scep-key-mode says so.
        const isFile = /_(PATH|FILE)$/.test(name) && !name.endsWith("_RA_KEY_PATH") && isKnown(text);
        const key = isFile ? keyAt(program.container, text) : undefined;
        const volume = key?.mount.volume;
        if (key?.key === undefined || volume === undefined || isReadable(program, key)) continue;
        const place = JSON.stringify([program.pod.resource.id, volume.path]);
        if (said.has(place)) continue;
        said.add(place);
        yield {
          resource: program.pod.resource,
          path: volume.path,
          message: `the files of this volume belong to root and have mode ${octal(modeOf(key))}, so certctl, which runs as another user, can't read them and exits`,
          fix: "Set fsGroup: 1000 in the pod's securityContext, which lets certctl's group read them.",
        };
      }
    }
  },
};

function programs({ servers, migrations, agents, tools }: Installation): readonly Program[] {
  return [...servers, ...migrations, ...agents, ...tools];
}

/** kubelet gives the files of a volume to fsGroup, readable; without it they are root's (pkg/volume/volume_linux.go). */
function isReadable({ pod, container }: Program, key: MountedKey): boolean {
  const { fsGroup, supplementalGroups } = objectAt(pod.spec, "securityContext");
  if (userOf(container) === 0 || fsGroup !== undefined) return true;
  const mode = modeOf(key);
  const others = Array.isArray(supplementalGroups) ? supplementalGroups : [];
  const groups = [securityField(container, "runAsGroup"), ...others];
  return (mode & 0o004) !== 0 || ((mode & 0o040) !== 0 && groups.includes(0));
}

function modeOf({ mount, kind, name, key }: MountedKey): number {
  const spec = mount.volume?.spec ?? {};
  const source = sourcesOf(spec).find((one) => one.kind === kind && one.name === name)?.spec ?? {};
  const item = objectsAt(source, "items").find(([, one]) => one.key === key)?.[1];
  const mode = item?.mode ?? source.defaultMode ?? at(spec, "projected", "defaultMode");
  return typeof mode === "number" ? mode : DEFAULT_MODE;
}

function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}
