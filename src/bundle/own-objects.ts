/** What a user's own objects must not be: readable secrets in Git, sealed for another place, or deleted at every upgrade. */
import { stage } from "../certctl/stages.ts";
import type { Rendered, RenderedStage } from "../engines/engine.ts";
import { parseDocuments } from "../kustomize/documents.ts";
import type { Environment } from "../model/environment.ts";
import type { Finding } from "../model/finding.ts";
import { at, isObject, type JsonObject } from "../model/json.ts";
import { formatId, type Manifest, resourceId } from "../model/manifest.ts";
import type { FileTree } from "../model/tree.ts";

/** Every problem of one cluster's own objects; no value of a Secret is repeated. */
export function ownObjectFindings({ env, stages }: Rendered, own: FileTree): Finding[] {
  return stages
    .filter(({ name }) => env.own[name] !== undefined)
    .flatMap((rendered) => [
      ...readableSecrets(env, rendered),
      ...recreated(env, rendered),
      ...sealedElsewhere(env, rendered, own),
    ]);
}

function readableSecrets(env: Environment, rendered: RenderedStage): Finding[] {
  return rendered.manifests.filter(isReadable).map((manifest) => {
    const what = `${formatId(resourceId(manifest))} with readable values, which would stand in Git`;
    const fix = "Seal it (kubeseal), encrypt it (sops), produce it from a store, or create it in the cluster by hand.";
    return finding(env, rendered, "plaintext-secret", what, fix);
  });
}

function isReadable(manifest: Manifest): boolean {
  if (manifest.kind !== "Secret" || manifest.apiVersion !== "v1" || isObject(manifest.sops)) return false;
  return ["data", "stringData"].some((key) => Object.keys((manifest[key] ?? {}) as JsonObject).length > 0);
}

/** Kinds that hold data, or whose deletion takes a Secret with it. */
const HOLDS_DATA: ReadonlySet<string> = new Set(["ExternalSecret", "PersistentVolumeClaim", "SealedSecret", "Secret"]);

/** In the chart, whatever stands in a stage that is a hook before the manifests is deleted and made anew at each upgrade. */
function recreated(env: Environment, rendered: RenderedStage): Finding[] {
  const inCharts = env.engines.includes("flux") && env.flux.delivery === "helmrelease";
  if (!inCharts || stage(rendered.name).helmHook?.startsWith("pre-") !== true) return [];
  return rendered.manifests
    .filter((manifest) => HOLDS_DATA.has(manifest.kind))
    .map((manifest) => {
      const what = `${formatId(resourceId(manifest))}, which Helm would delete and make anew at every upgrade, as a hook`;
      return finding(env, rendered, "own-in-hook-stage", what, "Move it to own.config, which comes before.");
    });
}

/** A SealedSecret can be opened in the namespace that it was sealed for, and this stage would put it into its own. */
function sealedElsewhere(env: Environment, rendered: RenderedStage, own: FileTree): Finding[] {
  const directory = env.own[rendered.name] ?? "";
  const files = [...own].filter(([path]) => path.startsWith(`${directory}/`) && /\.ya?ml$/.test(path));
  const documents = files.flatMap(([path, file]) => parseDocuments(file.text, path));
  return documents.flatMap((document) => {
    const namespace = at(document ?? undefined, "metadata", "namespace");
    const isSealed = isObject(document) && document.kind === "SealedSecret";
    if (!isSealed || namespace === undefined || namespace === rendered.namespace) return [];
    const name = `SealedSecret ${namespace}/${at(document, "metadata", "name")}`;
    const what = `${name}, but its objects land in namespace ${rendered.namespace}, where it can't be opened`;
    const fix = "Put what is sealed for the agents' namespace into own.agent, the rest into own.config.";
    return [finding(env, rendered, "own-namespace", what, fix)];
  });
}

function finding(env: Environment, { name }: RenderedStage, rule: string, what: string, fix: string): Finding {
  const message = `cluster ${env.name}: own.${name} holds ${what}`;
  return { rule, severity: "error", message, fix, at: { path: `own.${name} ${env.own[name] ?? ""}` } };
}
