/** Why kustomize refuses a tree. */
import type { KustomizeBuild } from "../../real/kustomize-build.ts";

/** What kustomize says where it refuses; a crash of it is one line. */
export function saidBy({ stderr }: KustomizeBuild): string {
  return /^panic: .*$/m.exec(stderr)?.[0] ?? stderr.trim();
}

/** An error of kustomize without what is only in this tree. */
export const reason = (real: KustomizeBuild): string =>
  /json: unsupported .*$|cannot decode .*$/.exec(saidBy(real))?.[0] ??
  (saidBy(real).split("\n").at(-1) ?? "")
    .replaceAll(/\/\S*kustomize-trees-\S*/g, "DIR")
    .replaceAll(/'[^']*'|"[^"]*"|\[[^\]]*\]|\d+/g, "_")
    .slice(-130);
