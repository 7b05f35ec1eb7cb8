/** An agent's keys lie in a directory that it owns, on storage that outlives the pod and is its alone. */
import { at, type Path, textOf } from "../../../model/json.ts";
import { agentSetting } from "../../certctl/agent-setting.ts";
import type { Program } from "../../certctl/programs.ts";
import { isPersistent, type Mount, mountAt, mountsOf, type Volume } from "../../pods/mounts.ts";
import type { Objects } from "../../pods/objects.ts";
import { initContainersOf, objectAt } from "../../pods/pod.ts";
import { securityField, userOf } from "../../pods/user.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import type { CoherenceRule, Fault } from "../../rule.ts";

/** The image makes this one, and gives it to uid 1000 (Dockerfile.agent). */
const DEFAULT = "/var/lib/certctl/keys";
const PERSISTENT = "Keep it on a claim of a StatefulSet's volumeClaimTemplates, or on a folder of the node (hostPath).";

export const agentKeyDirectory: CoherenceRule = {
  name: "agent-key-directory",
  severity: "error",
  title: "Agents keep their keys below a volume's root, on storage that outlives the pod and is theirs alone.",
  setting: "agents.kind",
  *check({ agents, objects }) {
    for (const agent of agents) {
      for (const problem of problems(agent, objects)) yield { resource: agent.pod.resource, ...problem };
    }
  },
};

function* problems(agent: Program, objects: Objects): Iterable<Fault> {
  const { text, path } = agentSetting(agent, "CERTCTL_KEY_DIR", objects);
  if (text.includes(UNKNOWN)) return;
  const folder = text === "" ? DEFAULT : text.replace(/(.)\/+$/, "$1");
  const mount = mountAt(agent.container, folder);
  if (mount === undefined) {
    yield onImage(agent, path);
    return;
  }
  const { volume } = mount;
  if (volume === undefined) return;
  yield* unwritable(agent, mount, volume, folder);
  yield* unkept(agent, mount, volume);
}

function onImage(agent: Program, path: Path): Fault {
  const isReadOnly = securityField(agent.container, "readOnlyRootFilesystem") === true;
  return {
    path,
    message: isReadOnly
      ? "no volume holds the agent's keys, and its root filesystem is read-only: every certificate request fails"
      : "no volume holds the agent's keys, so they go with the container, and certificates that it asked for can no longer be deployed",
    fix: `Mount a volume at the parent of the key directory (/var/lib/certctl). ${PERSISTENT}`,
  };
}

function* unwritable(agent: Program, mount: Mount, volume: Volume, folder: string): Iterable<Fault> {
  if (mount.readOnly || ["secret", "configMap", "projected", "downwardAPI"].some((kind) => kind in volume.spec)) {
    yield {
      path: mount.path,
      message: "the volume that should hold the agent's keys is read-only, so every certificate request fails",
      fix: PERSISTENT,
    };
    return;
  }
  if (userOf(agent.container) === 0 || isPrepared(agent, mount, volume)) return;
  if ("hostPath" in volume.spec) {
    // What a folder that is there already belongs to, only its node knows.
    if (textOf(objectAt(volume.spec, "hostPath").type) !== "DirectoryOrCreate") return;
    yield {
      path: mount.path,
      message:
        "kubelet makes the node's folder for root, fsGroup does not change it, and the agent is uid 1000: it can't make its key directory and exits",
      fix: "Give the folder to uid 1000 in an init container that runs as root, with the capability CHOWN and nothing else.",
    };
  } else if (mount.mountPath === folder) {
    yield {
      path: mount.path,
      message:
        "the volume is mounted at the key directory itself, so the directory is root's and open to its group; the agent insists on 0700, may not change it, and every certificate request fails",
      fix: "Mount the volume at the parent (/var/lib/certctl) with fsGroup 1000; the agent makes the directory itself.",
    };
  }
}

/** An init container may give the volume to the agent: as root, or, below the volume's root, by making the folder. */
function isPrepared({ pod }: Program, mount: Mount, volume: Volume): boolean {
  return initContainersOf(pod).some(
    (container) =>
      mountsOf(container).some((one) => one.volume?.name === volume.name) &&
      (userOf(container) === 0 || (mount.subPath !== "" && !("hostPath" in volume.spec))),
  );
}

function* unkept({ pod }: Program, mount: Mount, volume: Volume): Iterable<Fault> {
  if (!isPersistent(mount)) {
    yield {
      path: volume.path,
      message:
        "the agent's keys go with its pod, and certificates that it asked for can no longer be deployed: a deployment needs the key's file",
      fix: PERSISTENT,
    };
  }
  const claim = textOf(objectAt(volume.spec, "persistentVolumeClaim").claimName);
  const isApart = at(pod.resource.manifest, ...mount.path, "subPathExpr") !== undefined;
  if (claim !== "" && (pod.replicas ?? 2) > 1 && !isApart) {
    yield {
      path: volume.path,
      message: "all agents share one claim, so each of them holds the private keys of all",
      fix: "Give each agent a claim of its own: a StatefulSet with volumeClaimTemplates.",
    };
  }
}
