/** Container image names: `registry/name:tag@digest`, and what an `images` entry makes of them. */
import type { Expression } from "../expression/expression.ts";
import { compile, ExpressionError } from "../expression/expression.ts";
import { FieldError } from "./field-error.ts";

/** Empty texts change nothing. */
export interface ImageSetting {
  /** A regular expression, as in kustomize. */
  readonly name: string;
  readonly newName: string;
  readonly newTag: string;
  readonly digest: string;
  /** Put behind the tag that the image has. */
  readonly tagSuffix: string;
}

interface ImageParts {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

/**
 * The image that replaces one; undefined where the entry does not mean it. Throws a FieldError at the first image when
 * the name is no regular expression.
 * Source: kustomize 5.8.1, api/filters/imagetag/updater.go and api/internal/image/image.go.
 */
export function imageRewriter(setting: ImageSetting): (image: string) => string | undefined {
  let pattern: Expression | undefined;
  return (image) => {
    pattern ??= expression(setting.name);
    return pattern.test(image) ? rewritten(splitImage(image), setting) : undefined;
  };
}

function rewritten(parts: ImageParts, setting: ImageSetting): string {
  const { tag, digest } = version(parts, setting);
  return `${setting.newName || parts.name}${tag === "" ? "" : `:${tag}`}${digest === "" ? "" : `@${digest}`}`;
}

/** A new tag or digest replaces both. */
function version({ tag, digest }: ImageParts, setting: ImageSetting): { tag: string; digest: string } {
  if (setting.newTag !== "" || setting.digest !== "") return { tag: setting.newTag, digest: setting.digest };
  return setting.tagSuffix === "" ? { tag, digest } : { tag: `${tag}${setting.tagSuffix}`, digest: "" };
}

function expression(name: string): Expression {
  try {
    return compile(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  } catch (cause) {
    if (!(cause instanceof ExpressionError)) throw cause;
    throw new FieldError("", `${JSON.stringify(name)} is not a regular expression`, "Correct the name.");
  }
}

/** A colon before the first slash belongs to the registry. */
export function splitImage(image: string): ImageParts {
  const slash = Math.max(image.indexOf("/"), 0);
  const colon = image.indexOf(":", slash);
  const at = image.indexOf("@", slash);
  if (at >= 0 && (colon < 0 || at < colon)) return { name: image.slice(0, at), tag: "", digest: image.slice(at + 1) };
  if (colon < 0) return { name: image, tag: "", digest: "" };
  const end = at < 0 ? image.length : at;
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, end), digest: image.slice(end + 1) };
}
