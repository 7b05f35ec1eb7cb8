/** `images`: changes name, tag or digest of container images wherever kustomize looks for them. */
import { InputError } from "../model/errors.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { entryError, member } from "./entry.ts";
import { mapList, own, updateAt, withKey } from "./field-path.ts";
import type { ImageEntry } from "./kustomization.ts";
import type { Resource } from "./resource.ts";
import { withManifest } from "./resource.ts";

type Rewrite = (image: string) => string;

/**
 * Found by running kustomize 5.8.1: a list under one of these keys at any depth, of any kind but
 * CustomResourceDefinition. Ephemeral containers are left alone.
 */
const CONTAINER_LISTS: ReadonlySet<string> = new Set(["containers", "initContainers"]);

/** Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/images.go. */
const VOLUME_IMAGES = [
  ["spec", "volumes", "image", "reference"],
  ["spec", "template", "spec", "volumes", "image", "reference"],
];

/** The resources with their images rewritten, each entry on top of the one before. */
export function changeImages(resources: readonly Resource[], entries: readonly ImageEntry[]): readonly Resource[] {
  if (entries.length === 0) return resources;
  const rewrites = entries.map(rewriter);
  const rewrite: Rewrite = (image) => rewrites.reduce((before, next) => next(before), image);
  return resources.map((resource) => {
    if (resource.id.kind === "CustomResourceDefinition") return resource;
    const containers = inContainers(resource.manifest, rewrite);
    const all = VOLUME_IMAGES.reduce(
      (object, path) => updateAt(object, path, false, (value) => ifText(value, rewrite)),
      containers,
    );
    return withManifest(resource, all as Manifest);
  });
}

function inContainers(value: JsonValue, rewrite: Rewrite): JsonValue {
  if (Array.isArray(value)) return mapList(value as readonly JsonValue[], (item) => inContainers(item, rewrite));
  if (!isObject(value)) return value;
  let changed: JsonObject = value;
  for (const key of Object.keys(value)) {
    const below = value[key] ?? null;
    if (typeof below !== "object" || below === null) continue;
    const next = inContainers(below, rewrite);
    const done =
      CONTAINER_LISTS.has(key) && Array.isArray(next)
        ? mapList(next as readonly JsonValue[], (item) => container(item, rewrite))
        : next;
    if (done !== below) changed = withKey(changed, key, done);
  }
  return changed;
}

function container(item: JsonValue, rewrite: Rewrite): JsonValue {
  const image = isObject(item) ? own(item, "image") : undefined;
  return isObject(item) && typeof image === "string" ? withKey(item, "image", rewrite(image)) : item;
}

function ifText(value: JsonValue | undefined, rewrite: Rewrite): JsonValue | undefined {
  return typeof value === "string" ? rewrite(value) : value;
}

function rewriter(entry: ImageEntry): Rewrite {
  const known = expression(entry);
  return (image) => {
    if (!known.test(image)) return image;
    const { name, tag, digest } = split(image);
    const kept = entry.newTag === "" && entry.digest === "";
    const newTag = kept ? tag : entry.newTag;
    const newDigest = kept ? digest : entry.digest;
    return `${entry.newName === "" ? name : entry.newName}${newTag === "" ? "" : `:${newTag}`}${newDigest === "" ? "" : `@${newDigest}`}`;
  };
}

/** kustomize reads the name as a regular expression, followed by a tag, a digest or both. */
function expression(entry: ImageEntry): RegExp {
  try {
    return new RegExp(`^${entry.name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw entryError(
      member(entry.entry, "name"),
      "image",
      `${JSON.stringify(entry.name)} is not a regular expression`,
      "Correct the name.",
    );
  }
}

function split(image: string): { name: string; tag: string; digest: string } {
  const [rest = "", digest = ""] = image.split("@");
  const colon = rest.indexOf(":", rest.lastIndexOf("/") + 1);
  return colon < 0
    ? { name: rest, tag: "", digest }
    : { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}
