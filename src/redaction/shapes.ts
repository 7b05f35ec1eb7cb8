/** Objects whose shape says where their secrets are: Secrets, patches, pairs of name and value, generators. */
import { secretWord } from "../k8s/secret-words.ts";
import { isObject, type JsonObject } from "../model/json.ts";
import type { Around } from "./around.ts";

/** However it is spelt: it shall not be shown because the API server refuses it. */
export function isSecret({ kind }: JsonObject): boolean {
  return typeof kind === "string" && /^secret$/i.test(kind);
}

/** Whatever they stand in: a patch has no kind, or another one. */
const SECRET_FIELDS = new Set(["stringData", "encryptedData"]);

/** Groups of secrets under names of their own. */
const GROUPS = /^(?:[a-z]\w*)?(?:secrets|credentials|creds|passwords|tokens|api_?keys)$/i;

/** Fields in such a group that say what and where it is. */
const ABOUT = new Set(
  `name names key keys ref user username login id host hostname port type kind provider source namespace enabled create
  existingSecret existing secret file path mode mount format engine backend database db role region version description
  annotations labels optional items property apiVersion`.split(/\s+/),
);

/** What the object around it says of a field. */
export function fieldsOf(object: JsonObject, key: string, around: Around): Around {
  const { kind } = object;
  const { all, isShell, isProse } = around;
  if (all) return around;
  const isAll =
    SECRET_FIELDS.has(key) ||
    (key === "data" && (isSecret(object) || (kind === undefined && around.target === "Secret"))) ||
    (around.name === "sops" && (key === "mac" || key === "enc")) ||
    (key === "literals" && around.name === "secretGenerator");
  return {
    name: nameOf(object, key, around.name),
    all: isAll,
    isProse: isProse === true || kind === "CustomResourceDefinition",
    isShell: isShell === true || key === "command" || key === "args",
    target: targetOf(object) ?? around.target,
    isEncoded: around.name === "binaryData",
    isGrouped: isGrouped(object, key, around),
  };
}

/** The value of an ExternalSecret's `secretKey` is a key; `password: {value: x}` says what its value is one line before. */
function nameOf(object: JsonObject, key: string, outer: string): string {
  if (key === "secretKey" && (isObject(object.remoteRef) || isObject(object.sourceRef))) return "key";
  if (key === "secretKey" && outer === "match") return "key";
  // Traefik's middlewares name a Secret there.
  if (key === "secret" && /^(?:basic|digest)Auth$/.test(outer)) return "secretName";
  if (
    /^(?:value|default|literal|plain|inline|plaintext|current|previous|old|new)$/i.test(key) &&
    secretWord(outer) === "secret"
  )
    return outer;
  return key;
}

function isGrouped(object: JsonObject, key: string, { name }: Around): boolean {
  if (!GROUPS.test(name) || ABOUT.has(key) || typeof object.kind === "string") return false;
  if (typeof object[key] === "object") return false;
  // `tokenTTL` has no secret, whatever it stands in.
  return !/(?:Name|Names|Ref|Path|File|TTL|Ttl|Interval|Type|Policy|Key|Url|URL|Namespace|Provider)$/.test(key);
}

/** The value in `{name: PASSWORD, value: x}`, as env, headers, parameters and CRDs have it. */
export const PAIR_VALUE = /^(?:val|value|values|default|defaultValue|stringValue|literal|content)$/i;

/** `{name: PASSWORD, value: x}`: what the value is called. */
export function pairName({ name, key, Name }: JsonObject): string | undefined {
  return [name, key, Name].find((one) => typeof one === "string") as string | undefined;
}

/** The kind that `patch` beside `target` is for; `.*` and alternatives may be Secrets. */
function targetOf({ kind: outer, target, patch, path }: JsonObject): string | undefined {
  // Items of a list may leave their kind out.
  if (outer === "SecretList") return "Secret";
  if (!isObject(target) || (patch === undefined && path === undefined)) return undefined;
  const { kind } = target;
  if (typeof kind !== "string" || kind === "") return "Secret";
  return /Secret|[*|]/.test(kind) ? "Secret" : kind;
}

/** What an operation of a JSON patch says of its `value`. */
export function patchOf(
  { op, path }: JsonObject,
  target: string | undefined,
): Pick<Around, "name" | "all" | "target"> | undefined {
  if (typeof op !== "string" || typeof path !== "string") return undefined;
  const steps = path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const [first = ""] = steps;
  const name = steps.findLast((step) => !/^(?:\d+|-)$/.test(step)) ?? "";
  const isData = SECRET_FIELDS.has(first) || (first === "data" && (target ?? "Secret") === "Secret");
  return { name, all: isData, target };
}
