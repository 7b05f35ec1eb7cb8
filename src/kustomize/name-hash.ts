/** The suffix that a generated object's name gets from its content. */
import { createHash } from "node:crypto";
import type { JsonObject } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";

/** Digits and vowels are exchanged so that no suffix reads like a word. */
const LETTERS: Readonly<Record<string, string>> = { "0": "g", "1": "h", "3": "k", a: "m", e: "t" };

/** Go's JSON writer escapes these, so the hash covers the escapes. */
const ESCAPES: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** Ten characters from the data of a ConfigMap; neither name nor labels count. */
export function configMapHash(manifest: Manifest): string {
  const { data, binaryData } = manifest;
  const content = {
    ...(isObject(binaryData) && Object.keys(binaryData).length > 0 ? { binaryData: sorted(binaryData) } : {}),
    data: isObject(data) && Object.keys(data).length > 0 ? sorted(data) : "",
    kind: "ConfigMap",
    name: "",
  };
  const text = JSON.stringify(content).replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] ?? character);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 10);
  return hash.replace(/[013ae]/g, (character) => LETTERS[character] ?? character);
}

function sorted(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}
