/** What several tests of secrets do: look into manifests, play the API server, catch an InputError. */
import { InputError } from "../../src/model/errors.ts";
import { isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";

/** The plain value of a key of a Secret, whichever field it is in. */
export function value(manifests: readonly JsonObject[], name: string, key: string): string {
  const secret = manifests.find((m) => isObject(m.metadata) && m.metadata.name === name);
  const plain = isObject(secret?.stringData) ? secret.stringData[key] : undefined;
  if (typeof plain === "string") return plain;
  const encoded = isObject(secret?.data) ? secret.data[key] : undefined;
  if (typeof encoded !== "string") throw new Error(`no ${name} ${key}`);
  return Buffer.from(encoded, "base64").toString("utf8");
}

/** Every plain value of the Secrets, and the keys inside of the list of API keys: none may be seen in a message. */
export function allValues(manifests: readonly JsonObject[]): string[] {
  const strings = manifests.flatMap((secret) => {
    const plain = isObject(secret.stringData) ? Object.values(secret.stringData) : [];
    const encoded = isObject(secret.data) ? Object.values(secret.data) : [];
    return [...plain, ...encoded, ...encoded.map((text) => Buffer.from(String(text), "base64").toString())].map(String);
  });
  return strings
    .flatMap((text) => [text, ...text.split(/[:,\n]/)])
    .filter((text) => text.length > 12 && !text.startsWith("-"));
}

/** What `kubectl get secret -o yaml` shows of them: `data`, and the fields that the API server sets. */
export function asStored(manifests: readonly Manifest[]): Manifest[] {
  return manifests
    .filter(({ kind }) => kind === "Secret")
    .map(({ stringData, data, metadata, ...rest }, index) => ({
      ...rest,
      apiVersion: "v1",
      kind: "Secret",
      data: { ...(isObject(data) ? data : {}), ...encode(stringData) },
      metadata: {
        ...metadata,
        uid: `6f8a-${index}`,
        resourceVersion: String(100 + index),
        creationTimestamp: "2026-01-02T03:04:05Z",
        managedFields: [{ manager: "kubectl-create" }],
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ stringData, data }) },
      },
    }));
}

/** The stored Secrets after `kubectl replace` of some. */
export function replaced(stored: readonly Manifest[], changed: readonly Manifest[]): Manifest[] {
  return stored.map((secret) => changed.find(({ metadata }) => metadata.name === secret.metadata.name) ?? secret);
}

/** The InputError that the call ends in, with all of its text. */
export async function refusal(call: () => unknown): Promise<{ error: InputError; text: string }> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      error,
      text: `${error.message}\n${JSON.stringify(error.findings)}\n${error.stack}\n${String(error.cause)}`,
    };
  }
  throw new Error("nothing was refused");
}

function encode(data: JsonValue | undefined): JsonObject {
  if (!isObject(data)) return {};
  return Object.fromEntries(
    Object.entries(data).map(([key, text]) => [key, Buffer.from(String(text)).toString("base64")]),
  );
}
