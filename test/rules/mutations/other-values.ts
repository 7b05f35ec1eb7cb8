/** What else a person might have written in place of a value: told by the field and by the form of the value. */
import type { JsonValue } from "../../../src/model/json.ts";

type Others = Readonly<Record<string, JsonValue>>;

/** Other words that a field takes. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  restartPolicy: ["OnFailure", "Always"],
  scheme: ["HTTP"],
  sessionAffinity: ["None"],
  protocol: ["UDP"],
  clusterIP: ["10.0.0.1"],
  fsGroupChangePolicy: ["Always"],
  whenUnsatisfiable: ["DoNotSchedule"],
  reconcileStrategy: ["Revision"],
  deletionPolicy: ["Retain"],
  creationPolicy: ["Merge"],
  pathType: ["Exact"],
  "policyTypes[0]": ["Egress"],
  "accessModes[0]": ["ReadOnlyMany"],
  "[kubernetes.io/arch]": ["arm64"],
  "[pod-security.kubernetes.io/enforce]": ["privileged", "restricted"],
  "[argocd.argoproj.io/hook]": ["PreSync", "PostSync", "Skip"],
  "[argocd.argoproj.io/hook-delete-policy]": ["HookSucceeded", "HookFailed"],
  "[helm.sh/hook]": ["pre-install", "post-install,post-upgrade", "test"],
  "[helm.sh/hook-delete-policy]": ["hook-succeeded", "hook-failed"],
  "[helm.sh/resource-policy]": ["delete"],
  "[kustomize.toolkit.fluxcd.io/prune]": ["enabled"],
  "[kustomize.toolkit.fluxcd.io/force]": ["disabled"],
  "[nginx.ingress.kubernetes.io/backend-protocol]": ["HTTP"],
};

/** `type` means something else in each place. */
const TYPES: readonly (readonly string[])[] = [
  ["RollingUpdate", "OnDelete", "Recreate"],
  ["RuntimeDefault", "Unconfined"],
  ["ClusterIP", "LoadBalancer"],
  ["DirectoryOrCreate", "Directory"],
];

/** Each by what it does. */
export function otherValues(place: string, value: JsonValue): Others {
  const field = /(\[[^\]]*\]|[^.\]]+(\[\d+\])?)$/.exec(place)?.[0] ?? "";
  if (typeof value === "boolean") return { [String(!value)]: !value };
  if (typeof value === "number") return otherNumbers(field, value);
  if (typeof value === "string") return otherTexts(field, place, value);
  return {};
}

function otherNumbers(field: string, value: number): Others {
  if (/port$/i.test(field)) return { "another port": value + 1 };
  if (/^(runAs|fsGroup)/.test(field)) return { "another id": value + 7, ...(value === 0 ? {} : { root: 0 }) };
  if (/mode$/i.test(field)) return { "nobody reads it": 0 };
  return { smaller: value > 1 ? Math.floor(value / 10) || 1 : value - 1, larger: value * 10 || 10 };
}

function otherTexts(field: string, place: string, value: string): Others {
  const types = field === "type" ? TYPES.find((one) => one.includes(value)) : undefined;
  const words = [...(WORDS[field] ?? []), ...(types ?? [])].filter((word) => word !== value);
  return { ...otherForms(field, place, value), ...Object.fromEntries(words.map((word) => [word, word])) };
}

function otherForms(field: string, place: string, value: string): Others {
  // A ciphertext is not written by hand.
  if (/encryptedData/.test(place)) return {};
  if (field === "image" || /:v\d+\.\d+\.\d+$/.test(value)) return otherImages(value);
  if (/^-\w$/.test(value)) return { "another option": "-Z" };
  if (value.includes("\n")) return { "another script": "exec true\n" };
  if (/resources/.test(place) && /^\d/.test(value))
    return { "a tenth": `${Number.parseInt(value, 10) / 10}${value.replace(/^\d+/, "")}` };
  if (/^-?\d+$/.test(value)) return otherNumerals(place, Number(value));
  if (/^\d+%$/.test(value)) return { nothing: "0%", all: "100%" };
  if (/^\d+(s|m|h)$/.test(value)) return { shorter: "1s", longer: value.replace(/^\d+/, (number) => `${number}00`) };
  if (/^(true|false)$/.test(value)) return { [`"${value !== "true"}"`]: String(value !== "true") };
  if (/^[a-z]+:\/\//.test(value)) return otherUrls(value);
  if (/^\.?\/\S*$/.test(value)) return { "another path": `${value}-x` };
  if (value.includes("=") && /^[\w.=,-]+$/.test(value)) return otherOptions(value);
  return { "another name": `${value}x` };
}

function otherImages(value: string): Others {
  const colon = value.lastIndexOf(":");
  const [name, tag] = [value.slice(0, colon), value.slice(colon + 1)];
  const release = tag.startsWith("v");
  return {
    "another repository": `example.com/mirror/app:${tag}`,
    "a misspelt repository": `${name}x:${tag}`,
    latest: `${name}:latest`,
    "no tag": name,
    ...(release ? { "no v": `${name}:${tag.slice(1)}` } : {}),
    "an older release": `${name}:${release ? "v2.0.72" : "13-alpine"}`,
  };
}

/** Waves and weights go both ways. */
function otherNumerals(place: string, value: number): Others {
  if (/wave|weight/.test(place)) return { earlier: String(value - 100), later: String(value + 100) };
  if (/PORT/.test(place)) return { "another port": String(value + 1) };
  return { smaller: String(Math.floor(value / 10)), larger: String(value * 100) };
}

function otherUrls(value: string): Others {
  const [, scheme = "", login = "", host = "", port = "", path = ""] =
    /^([a-z]+):\/\/((?:[^@/]*@)?)([^:/]+)((?::\d+)?)(.*)$/.exec(value) ?? [];
  const of = (parts: { scheme?: string; login?: string; host?: string; port?: string; path?: string }): string => {
    const one = { scheme, login, host, port, path, ...parts };
    return `${one.scheme}://${one.login}${one.host}${one.port}${one.path}`;
  };
  return {
    "another scheme": of({ scheme: scheme === "https" ? "http" : "mysql" }),
    "another host": of({ host: host.replace(/^[^.]+/, "$&x") }),
    ...(port === "" ? {} : { "another port": of({ port: ":9999" }), "no port": of({ port: "" }) }),
    ...(login === "" ? {} : { "another user": of({ login: `x${login}` }) }),
    ...(path === "" ? {} : { "another path": of({ path: path.replace(/^\/[^?]+/, "$&x") }) }),
    ...(path.includes("sslmode=")
      ? { "another sslmode": of({ path: path.replace(/sslmode=.*/, "sslmode=prefer") }) }
      : {}),
  };
}

/** `Prune=false,Delete=false`: each taken away, each the other way round. */
function otherOptions(value: string): Others {
  const options = value.split(",");
  const entries = options.flatMap((option, index): [string, string][] => {
    const without = options.filter((_, other) => other !== index);
    const turned = option.replace(/=(true|false)$/, (_, word) => `=${word !== "true"}`);
    return [
      ...(without.length === 0 ? [] : [[`without ${option}`, without.join(",")] as [string, string]]),
      [turned, [...without, turned].join(",")],
    ];
  });
  return Object.fromEntries(entries);
}
