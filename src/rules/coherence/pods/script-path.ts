/** Scripts find a volume where they read and write files. */
import { commandsOf, scriptIn } from "../../certctl/commands.ts";
import { imageName } from "../../pods/image-name.ts";
import { mountsOf } from "../../pods/mounts.ts";
import { type Container, containersOf } from "../../pods/pod.ts";
import { securityField } from "../../pods/user.ts";
import type { CoherenceRule } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

export const scriptPath: CoherenceRule = {
  name: "script-path",
  severity: "error",
  title: "Scripts in certctl's images find a volume where they keep files.",
  *check(installation) {
    for (const pod of readingPods(installation)) {
      for (const container of containersOf(pod)) {
        if (!/^certctl(-server|-agent)?$/.test(imageName(container.image).base)) continue;
        const missing = missingIn(container);
        if (missing.length === 0) continue;
        const isReadOnly = securityField(container, "readOnlyRootFilesystem") === true;
        const ends = isReadOnly
          ? "and the root filesystem is read-only"
          : "and what is written there ends with the container";
        yield {
          resource: pod.resource,
          path: container.path,
          message: `the script uses ${missing.join(", ")}, where no volume is mounted: the image has no such file, ${ends}`,
          fix: "Mount the volume at that path, or correct the path in the script.",
        };
      }
    }
  },
};

/** Folders in which the images have files of their own, or that the kernel and kubelet fill. */
const IN_IMAGE =
  /^\/(app|bin|dev|etc\/(ssl|passwd|group|hosts|hostname|resolv\.conf|os-release|alpine-release|nsswitch\.conf|apk|profile)|home|lib|proc|sbin|sys|tmp|usr|var\/(cache|lib\/apk|log|run\/secrets\/kubernetes\.io|tmp))(\/|$)/;

/** A folder of one name (`/data`) could be a part of a URL; what is asked for first (`[ -f`) may be missing. */
function missingIn(container: Container): readonly string[] {
  const scripts = commandsOf(container).map((command) => scriptIn(command) ?? "");
  const mounts = mountsOf(container).map(({ mountPath }) => mountPath);
  const paths = scripts.flatMap((script) =>
    [...script.matchAll(/(?<=^|[\s"'=<>(])\/(?:etc|var|srv|mnt|opt|certs|run|data|secrets)\/[\w./-]*[\w-]/gm)]
      .filter(({ 0: path, index }) => !/\[ -[a-z] "?$/.test(script.slice(0, index)) && path !== "")
      .map(([path]) => path),
  );
  return [...new Set(paths)].filter(
    (path) => !IN_IMAGE.test(path) && !mounts.some((mount) => path === mount || path.startsWith(`${mount}/`)),
  );
}
