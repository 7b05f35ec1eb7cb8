/** Objects of the engines say what they apply and from where; what they leave open no schema asks for. */
import type { Resource } from "../../../model/applied.ts";
import type { Severity } from "../../../model/finding.ts";
import { at, isObject, type JsonObject, objectsAt, type Path, textOf } from "../../../model/json.ts";
import { objectAt } from "../../pods/pod.ts";
import type { OrderRule } from "../../rule.ts";

interface Lack {
  readonly path: Path;
  readonly message: string;
  readonly fix: string;
  readonly severity?: Severity;
}

export const handoverComplete: OrderRule = {
  name: "handover-complete",
  severity: "error",
  title: "Applications and Flux's objects say what they apply, from where and to which cluster.",
  *check({ resources }) {
    for (const resource of resources) {
      const lacks = isApplication(resource) ? application(resource.manifest) : isFlux(resource) ? flux(resource) : [];
      for (const lack of lacks) yield { resource, ...lack };
    }
  },
};

function isApplication({ id }: Resource): boolean {
  return id.group === "argoproj.io" && id.kind === "Application";
}

function isFlux({ id }: Resource): boolean {
  return /^(kustomize|helm|source)\.toolkit\.fluxcd\.io$/.test(id.group);
}

/** Argo CD's ValidateRepo and ValidateDestination (util/argo/argo.go): InvalidSpecError, and nothing is synced. */
function* application(manifest: JsonObject): Iterable<Lack> {
  const spec = objectAt(manifest, "spec");
  const sources: readonly (readonly [Path, JsonObject])[] = Array.isArray(spec.sources)
    ? objectsAt(spec, "sources").map(([index, one]) => [["spec", "sources", index], one])
    : isObject(spec.source)
      ? [[["spec", "source"], spec.source]]
      : [];
  if (sources.length === 0 && spec.sourceHydrator === undefined) {
    const message = "the Application has no source: Argo CD applies nothing (InvalidSpecError)";
    yield { path: ["spec"], message, fix: "Set source with repoURL and path." };
  }
  for (const [path, source] of sources) {
    if (["path", "chart", "ref"].some((field) => textOf(source[field]) !== "")) continue;
    const message = "the source has neither path nor chart: Argo CD applies nothing (InvalidSpecError)";
    yield { path, message, fix: "Set path to a folder of the repository." };
  }
  const { server, name } = objectAt(spec, "destination");
  if (textOf(server) === "" && textOf(name) === "") {
    const message = "the destination names no cluster: Argo CD applies nothing (InvalidSpecError)";
    yield {
      path: ["spec", "destination"],
      message,
      fix: "Set server: https://kubernetes.default.svc, or the name of a cluster.",
    };
  }
  yield* finalizers(manifest);
}

const KNOWN = /^(resources-finalizer|(pre|post)-delete-finalizer)\.argocd\.argoproj\.io(\/|$)/;
const KINDS = /^resources-finalizer\.argocd\.argoproj\.io(\/(foreground|background))?$/;

/** What takes a finalizer away is whoever knows it. */
function* finalizers(manifest: JsonObject): Iterable<Lack> {
  const list = at(manifest, "metadata", "finalizers");
  for (const [index, one] of (Array.isArray(list) ? list : []).entries()) {
    const text = textOf(one);
    const isArgo = text.includes("argoproj.io");
    if (!isArgo || (KNOWN.test(text) && (!text.startsWith("resources") || KINDS.test(text)))) continue;
    yield {
      path: ["metadata", "finalizers", index],
      message: "Argo CD knows no such finalizer and takes it away from nothing: the Application can't be deleted",
      fix: "Write resources-finalizer.argocd.argoproj.io/foreground or .../background.",
    };
  }
}

function* flux({ manifest, id }: Resource): Iterable<Lack> {
  if (manifest.spec === undefined) {
    yield { path: [], message: `the ${id.kind} has no spec: Flux does nothing with it`, fix: "Add spec." };
  } else if (id.kind === "GitRepository") {
    const fields = Object.values(objectAt(manifest, "spec", "ref")).filter((one) => textOf(one) !== "");
    if (fields.length > 0) return;
    const message = "without ref Flux reads the branch master, which few repositories still have";
    yield { path: ["spec"], severity: "warning", message, fix: "Set ref.branch." };
  } else if (id.kind === "HelmRelease") {
    const spec = objectAt(manifest, "spec");
    if (spec.chart !== undefined || spec.chartRef !== undefined) return;
    yield {
      path: ["spec"],
      message: "the HelmRelease names no chart: Flux installs nothing",
      fix: "Set chart or chartRef.",
    };
  }
}
