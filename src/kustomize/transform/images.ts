/** `images`: changes name, tag or digest of container images. */
import type { FieldSpec } from "../config/config.ts";
import type { Resource } from "../resources/resource.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, isQuoted, mapItems, nodeText, own, Scalar, withKey } from "../yaml/value.ts";
import { wrongKind } from "./field-error.ts";
import type { FieldEdit } from "./field-spec.ts";
import { updateFields } from "./field-spec.ts";
import type { ImageSetting } from "./image-name.ts";
import { imageRewriter } from "./image-name.ts";
import { fieldsReached } from "./reach.ts";
import { demandScalar, untypedText } from "./scalar-edits.ts";
import { SharedTexts } from "./shared-texts.ts";

/** A list under one of these keys has containers, at any depth of any kind. */
const CONTAINER_LISTS: ReadonlySet<string> = new Set(["containers", "initContainers"]);
const CONTAINER_IMAGE: FieldSpec = { path: "containers/image", create: false };

/**
 * Twice: in all lists of containers, then in the fields that the table names. An image that still fits changes twice.
 * Throws a FieldError where a container is no mapping or its image no scalar.
 * Source: kustomize 5.8.1, api/internal/builtins/ImageTagTransformer.go, api/filters/imagetag/{legacy,imagetag}.go.
 */
export function changeImages(
  resources: readonly Resource[],
  setting: ImageSetting,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  const rewrite = imageRewriter(setting);
  const edit: FieldEdit = {
    set: (value, spec, _, place) => {
      const image = rewrite(nodeText(demandScalar(value, spec)));
      return image === undefined || image === nodeText(value) ? value : untypedText(image, place.isQuoted(value));
    },
  };
  return resources.map((resource) =>
    resource.id.kind === "CustomResourceDefinition"
      ? resource
      : resource.with(inFields(inContainers(resource.object, edit) as Mapping, specs, edit)),
  );
}

/** No field is ever made here. */
function inFields(object: Mapping, specs: readonly FieldSpec[], edit: FieldEdit): Mapping {
  const reached = fieldsReached(object, specs);
  return reached.length === 0 ? object : updateFields(object, reached, edit);
}

const HOLD_CONTAINERS = new WeakMap<object, boolean>();

/** Whether there is a list of containers anywhere in a collection: overlays share most of what has none. */
function holdsContainers(value: Mapping | readonly Value[]): boolean {
  let holds = HOLD_CONTAINERS.get(value);
  if (holds === undefined) {
    holds = Object.entries(value).some(
      ([key, below]) =>
        (isList(below) && !isList(value) && CONTAINER_LISTS.has(key)) ||
        ((isList(below) || isMapping(below)) && holdsContainers(below)),
    );
    HOLD_CONTAINERS.set(value, holds);
  }
  return holds;
}

function inContainers(value: Value, edit: FieldEdit): Value {
  if (!(isList(value) || isMapping(value)) || !holdsContainers(value)) return value;
  if (isList(value)) return mapItems(value, (item) => inContainers(item, edit));
  let changed: Mapping = value;
  for (const key of Object.keys(value)) {
    const below = value[key] ?? null;
    if (typeof below !== "object" || below === null || below instanceof Scalar) continue;
    const next = inContainers(below, edit);
    const done = CONTAINER_LISTS.has(key) && isList(next) ? mapItems(next, (item) => container(item, edit)) : next;
    if (done !== below) changed = withKey(changed, key, done);
  }
  return changed;
}

function container(item: Value, edit: FieldEdit): Value {
  if (isNull(item)) return item;
  if (!isMapping(item)) throw wrongKind(CONTAINER_IMAGE, "in a mapping", item);
  const image = own(item, "image");
  if (image === undefined) return item;
  const place = { isQuoted: (value: Value) => isQuoted(value, item, "image") };
  return withKey(item, "image", edit.set(image, CONTAINER_IMAGE, new SharedTexts(), place));
}
