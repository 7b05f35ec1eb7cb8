/** A renewed certificate reaches the server: it reads its files again on SIGHUP only. */

import { isShell } from "../../certctl/commands.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { isKnown, textOfSetting } from "../../certctl/settings.ts";
import { mountAt, mountsOf, type Volume } from "../../pods/mounts.ts";
import { type Container, containersOf, objectAt } from "../../pods/pod.ts";
import type { CoherenceRule } from "../../rule.ts";
import { CERTIFICATE } from "./server-files.ts";

export const tlsReload: CoherenceRule = {
  name: "tls-reload",
  severity: "warning",
  title: "A renewed certificate reaches the running server.",
  *check(installation) {
    for (const server of installation.servers) {
      const path = textOfSetting(server, CERTIFICATE);
      const volume = isKnown(path) ? mountAt(server.container, path)?.volume : undefined;
      if (volume === undefined || !isRenewed(volume)) continue;
      if (isSignalled(server, volume) || isReloaded(server) || isRestarted(installation)) continue;
      yield {
        resource: server.pod.resource,
        path: volume.path,
        message:
          "a renewed certificate is not served: certctl reads its files again on SIGHUP only, nothing here sends it, and the old one expires while the server runs on",
        fix: 'Add a container that sends the server SIGHUP when the files change (shareProcessNamespace: true), or restart the server on a change of the Secret (reloader.stakater.com/auto: "true").',
      };
    }
  },
};

/** By whoever makes the Secret. A name with kustomize's hash is another one after each change, which restarts the pods. */
function isRenewed({ spec }: Volume): boolean {
  const name = objectAt(spec, "secret").secretName;
  if (typeof name === "string") return !/-[bcdfghkm2456789t]{10}$/.test(name);
  return spec.projected !== undefined || spec.csi !== undefined;
}

/** By a script of its own, or by a container that sees the server's process and its certificate. */
function isSignalled({ pod, container }: Program, volume: Volume): boolean {
  if (saysSignal(container.command, container.args)) return true;
  if (pod.spec.shareProcessNamespace !== true) return false;
  const others = containersOf(pod).filter((one) => one.runs !== "before" && one.name !== container.name);
  return others.some(
    (one) =>
      saysSignal(one.command, one.args) ||
      (!isScript(one) && mountsOf(one).some((mount) => mount.volume?.name === volume.name)),
  );
}

/** Of a program nobody knows what it does; a script says it. */
function isScript({ command }: Container): boolean {
  return isShell(command[0] ?? "");
}

function saysSignal(...words: (readonly string[])[]): boolean {
  return words.flat().some((word) => /\bHUP\b|\bSIGHUP\b|kill -1\b/.test(word));
}

/** Stakater Reloader and Pusher Wave restart what they are told to. */
function isReloaded({ pod }: Program): boolean {
  const annotations = { ...objectAt(pod.resource.manifest, "metadata", "annotations"), ...pod.annotations };
  return Object.entries(annotations).some(
    ([name, value]) =>
      (/(^|\.)reloader\.stakater\.com\//.test(name) && !name.startsWith("configmap.") && value !== "false") ||
      (name === "wave.pusher.com/update-on-config-change" && value === "true"),
  );
}

/** By a CronJob that does it from time to time. */
function isRestarted({ environment }: Installation): boolean {
  return environment.resources.some(
    ({ id, manifest }) => id.kind === "CronJob" && /rollout[\s",]+restart/.test(JSON.stringify(manifest)),
  );
}
