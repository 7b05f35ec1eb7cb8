/** Reads Secrets that exist, and writes changed ones for `kubectl replace`. No error here holds a value. */
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";

export interface WantedSecret {
  readonly namespace: string;
  readonly name: string;
  /** Keys that must be there and not empty. */
  readonly keys: readonly string[];
}

export interface PresentSecrets {
  /** The value of a wanted key. */
  value(name: string, key: string): string;
  /** The Secret with some values changed, fit for `kubectl replace`. */
  changed(name: string, values: Readonly<Record<string, string>>): Manifest;
}

/** What a rotation gives. */
export interface Rotated {
  readonly changed: readonly Manifest[];
  /** What the change means and what a person does next, one sentence or two each, for standard error. */
  readonly notes: readonly string[];
}

/** Fields that the API server sets, and would refuse or ignore. `resourceVersion` stays: it refuses a lost update. */
const SERVER_SIDE = [
  "managedFields",
  "uid",
  "creationTimestamp",
  "generation",
  "selfLink",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
];
/** Holds a copy of every value that was ever applied with kubectl. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Finds the wanted Secrets in documents of `kubectl get -o yaml`, a List or not; tells everything that is missing. */
export function readPresent(documents: readonly JsonObject[], wanted: readonly WantedSecret[]): PresentSecrets {
  const secrets = documents.flatMap(flatten).filter(isSecret);
  const found = new Map<string, Manifest>();
  const findings: Finding[] = [];
  for (const want of wanted) {
    const matches = secrets.filter(
      ({ metadata }) => metadata.name === want.name && metadata.namespace === want.namespace,
    );
    const [first] = matches;
    if (first !== undefined) found.set(want.name, first);
    findings.push(...problems(want, matches));
  }
  if (findings.length > 0) throw new InputError(findings);
  const get = (name: string): Manifest => {
    const manifest = found.get(name);
    if (manifest === undefined) throw new Error(`Secret ${name} was never asked for`);
    return manifest;
  };
  return {
    value: (name, key) => secretValue(get(name), key) ?? "",
    changed: (name, values) => withValues(get(name), values),
  };
}

function problems(want: WantedSecret, matches: readonly Manifest[]): Finding[] {
  const id = `${want.namespace}/${want.name}`;
  const get = `Pipe in: kubectl get secret -n ${want.namespace} ${want.name} -o yaml`;
  const [secret, second] = matches;
  if (secret === undefined) return [finding(`The input has no Secret ${id}.`, get)];
  if (second !== undefined) return [finding(`The input has Secret ${id} more than once.`, "Pass it once.")];
  if (secret.immutable === true) {
    return [
      finding(
        `Secret ${id} is immutable, so it can't be replaced.`,
        "Create it again with the same values, without `immutable`.",
      ),
    ];
  }
  return want.keys
    .filter((key) => !secretValue(secret, key))
    .map((key) => finding(`Secret ${id} in the input has no key ${key}, or one that is empty or not base64.`, get));
}

/** The value of a key, if it has a usable one; `stringData` wins over `data`, as in the API server. */
function secretValue(secret: Manifest, key: string): string | undefined {
  const plain = entry(secret.stringData, key);
  if (plain !== undefined) return plain;
  const encoded = entry(secret.data, key);
  // Node skips what is not base64, which would quietly give another value.
  if (encoded === undefined || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(encoded)) return undefined;
  return Buffer.from(encoded, "base64").toString("utf8");
}

function withValues(secret: Manifest, values: Readonly<Record<string, string>>): Manifest {
  const metadata = Object.fromEntries(
    Object.entries(secret.metadata).filter(([field]) => !SERVER_SIDE.includes(field)),
  );
  if (isObject(metadata.annotations)) {
    const { [LAST_APPLIED]: _, ...annotations } = metadata.annotations;
    if (Object.keys(annotations).length > 0) metadata.annotations = annotations;
    else delete metadata.annotations;
  }
  // In the form of the input: what comes from a cluster is `data`, what sops decrypted is most often `stringData`.
  const plain = isObject(secret.stringData);
  const encoded = Object.entries(values).map(([key, value]) => [
    key,
    plain ? value : Buffer.from(value).toString("base64"),
  ]);
  const field = plain ? "stringData" : "data";
  const before = isObject(secret[field]) ? secret[field] : {};
  return {
    ...secret,
    metadata: { ...metadata, name: secret.metadata.name },
    [field]: { ...before, ...Object.fromEntries(encoded) },
  };
}

function entry(data: JsonValue | undefined, key: string): string | undefined {
  if (!isObject(data) || !Object.hasOwn(data, key)) return undefined;
  const value = data[key];
  return typeof value === "string" ? value : undefined;
}

function flatten(document: JsonObject): JsonObject[] {
  const { kind, items } = document;
  return typeof kind === "string" && kind.endsWith("List") && Array.isArray(items)
    ? items.filter(isObject)
    : [document];
}

function isSecret(document: JsonObject): document is Manifest {
  return document.kind === "Secret" && isObject(document.metadata) && typeof document.metadata.name === "string";
}

function finding(message: string, fix: string): Finding {
  return { rule: "rotation-input", severity: "error", message, fix, at: { path: "--from" } };
}
