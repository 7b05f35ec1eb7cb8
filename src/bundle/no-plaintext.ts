/** No secret value reaches the bundle: a readable Secret among a user's own objects would be copied into charts and Git. */
import type { RenderedStage } from "../engines/engine.ts";
import type { Environment } from "../model/environment.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type JsonObject } from "../model/json.ts";
import { formatId, type Manifest, resourceId } from "../model/manifest.ts";

/** One finding for each Secret that anybody can read; none of its values is repeated. */
export function plaintextSecrets(env: Environment, stages: readonly RenderedStage[]): Finding[] {
  return stages.flatMap(({ name, manifests }) =>
    manifests.filter(isReadable).map((manifest) => ({
      rule: "plaintext-secret",
      severity: "error",
      message: `cluster ${env.name}: own.${name} holds ${formatId(resourceId(manifest))} with readable values, which would stand in Git`,
      fix: "Seal it (kubeseal), encrypt it (sops), produce it from a store, or create it in the cluster by hand.",
      at: { path: `own.${name} ${env.own[name] ?? ""}` },
    })),
  );
}

function isReadable(manifest: Manifest): boolean {
  if (manifest.kind !== "Secret" || manifest.apiVersion !== "v1" || isObject(manifest.sops)) return false;
  return ["data", "stringData"].some((key) => Object.keys((manifest[key] ?? {}) as JsonObject).length > 0);
}
