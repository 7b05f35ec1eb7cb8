/** Why a file that a variable tells a container of can't be there, where the objects show it. */

import { keyAt, mountAt } from "./mounts.ts";
import { dataOf, type Objects } from "./objects.ts";
import type { Container } from "./pod.ts";
import { shown, UNKNOWN, type Variable } from "./variables.ts";

/**
 * Undefined where the file may be there: a volume that is no Secret or ConfigMap may hold anything, and of a Secret that
 * is not in the input nobody knows the keys.
 */
export function missingFile(
  container: Container,
  variable: Variable | undefined,
  objects: Objects,
): string | undefined {
  const path = variable?.text ?? "";
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
  return `the ${file.kind} that is mounted there has no key ${shown(variable, file.key)}`;
}
