/** The files of the server's certificate and key, and the Secrets that they are in. */
import type { Program } from "../../certctl/programs.ts";
import { isKnown, textOfSetting } from "../../certctl/settings.ts";
import { keyAt, type MountedKey } from "../../pods/mounts.ts";

export const CERTIFICATE = "CERTCTL_SERVER_TLS_CERT_PATH";
export const PRIVATE_KEY = "CERTCTL_SERVER_TLS_KEY_PATH";

/** The Secret's key that a variable's file is; undefined where it is none, or not known. */
export function mountedKey(program: Program, variable: string): MountedKey | undefined {
  const path = textOfSetting(program, variable);
  return isKnown(path) ? keyAt(program.container, path) : undefined;
}
