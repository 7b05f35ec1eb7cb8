/** Objects whose values sops has encrypted: who applies them decrypts them before, and takes the field `sops` away. */
import { isObject, type JsonObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";

export function isEncrypted({ sops }: Manifest): boolean {
  return isObject(sops) && typeof sops.mac === "string";
}

export function withoutSops({ sops: _, ...rest }: Manifest): JsonObject {
  return rest;
}

/** Its type is a secret, too. */
export function isEncryptedValue(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("ENC[") && value.endsWith("]");
}
