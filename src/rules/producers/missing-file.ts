/** Why a file that a variable tells a container of can't be there, where the objects show it. */
import { keyAt, mountAt, mountsOf, type Volume } from "../pods/mounts.ts";
import { type Container, containersOf } from "../pods/pod.ts";
import { shown, UNKNOWN, type Variable } from "../pods/variables.ts";
import { keysOf, type Producers } from "./producers.ts";

/**
 * Undefined where the file may be there: a volume of another kind may hold anything, and of a Secret that
 * nothing in the input makes nobody knows the keys.
 */
export function missingFile(
  container: Container,
  variable: Variable | undefined,
  producers: Producers,
): string | undefined {
  const path = variable?.text ?? "";
  if (path.includes(UNKNOWN) || !path.startsWith("/")) return undefined;
  const mount = mountAt(container, path);
  if (mount === undefined) return "no volume is mounted there";
  if (mount.volume === undefined) return undefined;
  const file = keyAt(container, path);
  if (file === undefined) {
    if (!isEmpty(mount.volume) || isFilled(container, mount.volume)) return undefined;
    return "the volume is empty, and no other container writes to it";
  }
  if (file.key === undefined) return "the volume has no file of this name";
  const keys = keysOf(producers.of(file.kind, container.pod.namespace, file.name));
  // An object without any key is filled in by a controller.
  if (keys === undefined || keys.size === 0 || keys.has(file.key)) return undefined;
  return `the ${file.kind} that is mounted there has no key ${shown(variable, file.key)}`;
}

/** A volume that says nothing more is an emptyDir. */
function isEmpty({ spec }: Volume): boolean {
  return spec.emptyDir !== undefined || Object.keys(spec).every((field) => field === "name");
}

/** By another container, or by a script of its own. */
function isFilled({ command, name, pod }: Container, volume: Volume): boolean {
  const isProgram = command.length === 0 || /^(\/app|\.)\/(server|agent)$/.test(command[0] ?? "");
  const writers = containersOf(pod).filter((one) => one.name !== name || !isProgram);
  return writers.some((one) => mountsOf(one).some((mount) => mount.volume?.name === volume.name && !mount.readOnly));
}
