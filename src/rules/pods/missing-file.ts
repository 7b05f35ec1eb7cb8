/** Why a file that a container is told of can't be there, where the objects show it. */
import { keyAt, mountAt } from "./mounts.ts";
import type { Container } from "./pod.ts";
import { keysOf, type Producers } from "./producers.ts";
import { UNKNOWN } from "./variables.ts";

/**
 * Undefined where the file may be there: a volume that is no Secret or ConfigMap may hold anything, and of a Secret that
 * nothing in the input makes nobody knows the keys.
 */
export function missingFile(container: Container, path: string, producers: Producers): string | undefined {
  if (path.includes(UNKNOWN) || !path.startsWith("/")) return undefined;
  const mount = mountAt(container, path);
  if (mount === undefined) return "no volume is mounted there";
  if (mount.volume === undefined) return undefined;
  const file = keyAt(container, path);
  if (file === undefined) return undefined;
  if (file.key === undefined) return "the volume has no file of this name";
  const keys = keysOf(producers.of(file.kind, container.pod.namespace, file.name));
  // An object without any key is filled in by a controller.
  if (keys === undefined || keys.size === 0 || keys.has(file.key)) return undefined;
  return `the ${file.kind} that is mounted there has no key ${file.key}`;
}
