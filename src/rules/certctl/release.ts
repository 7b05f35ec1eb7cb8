/** Which release of certctl an image is, by its tag. */
import { imageName } from "../pods/image-name.ts";
import type { Container } from "../pods/pod.ts";

/** Undefined where the tag is no release: `latest`, a digest alone, a tag of one's own. */
export function releaseOf({ image }: Container): string | undefined {
  const tag = imageName(image).tag ?? "";
  const [, numbers] = /^v?(\d+\.\d+\.\d+)$/.exec(tag) ?? [];
  return numbers === undefined ? undefined : `v${numbers}`;
}

export function isOlder(release: string, than: string): boolean {
  const [a = [], b = []] = [release, than].map((one) => one.slice(1).split(".").map(Number));
  const different = a.findIndex((part, index) => part !== b[index]);
  return different >= 0 && (a[different] ?? 0) < (b[different] ?? 0);
}
