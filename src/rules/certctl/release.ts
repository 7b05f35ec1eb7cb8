/** Which release of certctl a container runs, by its image's tag. */
import { imageName } from "../pods/image-name.ts";
import type { Container } from "../pods/pod.ts";

/** Undefined where the tag is no release: `latest`, a digest alone, a tag of one's own. */
export function releaseOf({ image }: Container): string | undefined {
  const tag = imageName(image).tag ?? "";
  const [, numbers] = /^v?(\d+\.\d+\.\d+)$/.exec(tag) ?? [];
  return numbers === undefined ? undefined : `v${numbers}`;
}

/** Undefined where the image's tag is no release. */
export function runsBefore({ container }: { readonly container: Container }, release: string): boolean | undefined {
  const own = releaseOf(container);
  return own === undefined ? undefined : isOlder(own, release);
}

export function isOlder(release: string, than: string): boolean {
  const [a = [], b = []] = [release, than].map((one) => one.slice(1).split(".").map(Number));
  const different = a.findIndex((part, index) => part !== b[index]);
  return different >= 0 && (a[different] ?? 0) < (b[different] ?? 0);
}
