/** Why a file that a container is told of can't be there, where the objects show it. */

import { keyAt, mountAt } from "./mounts.ts";
import { dataOf, type Objects } from "./objects.ts";
import type { Container } from "./pod.ts";
import { UNKNOWN } from "./variables.ts";

/**
 * Undefined where the file may be there: a volume that is no Secret or ConfigMap may hold anything, and of a Secret that
 * is not in the input nobody knows the keys.
 */
export function missingFile(container: Container, path: string, objects: Objects): string | undefined {
  if (path.includes(UNKNOWN) || !path.startsWith("/")) return undefined;
  const mount = mountAt(container, path);
  if (mount === undefined) return "no volume is mounted there";
  if (mount.volume === undefined) return undefined;
  const file = keyAt(container, path);
  if (file === undefined) return undefined;
  if (file.key === undefined) return "the volume's items do not name a file for it";
  const found = objects.find(file.kind, container.pod.namespace, file.name);
  const data = found === undefined ? undefined : dataOf(found);
  // An object without any key is filled in by a controller.
  if (data === undefined || data.size === 0 || data.has(file.key)) return undefined;
  return `the ${file.kind} that is mounted there has no key ${file.key}`;
}
