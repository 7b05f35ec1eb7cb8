/** Another place that engines read from: a version of the same thing is what a pull request is for, and no other place. */
import { isObject, type JsonObject, type JsonValue, type Path, textOf } from "../../model/json.ts";
import { objectAt } from "../../rules/pods/pod.ts";
import { sameData } from "../same-data.ts";
import { APPLICATION, engineRule, KUSTOMIZATION, other, RELEASE, type Words } from "./engine-rule.ts";

function sourceWords(path: Path | undefined): Words | undefined {
  return (
    path && {
      level: "caution",
      message:
        "It is applied from another repository, branch or chart: whatever stands there is applied at the next sync, and what is not there is pruned.",
      advice:
        "Check what stands there: this comparison is of files in this repository, and what comes from elsewhere is not in it.",
      path,
    }
  );
}

export const sourceChanged = engineRule(
  "source-changed",
  "An engine reads from another repository, branch or chart; another version of the same is not told.",
  {
    [APPLICATION](was, is) {
      const [from, to] = [applicationPlace(objectAt(was, "source")), applicationPlace(objectAt(is, "source"))];
      const field = Object.keys(to).find((key) => !sameData(from[key], to[key]));
      if (field !== undefined) return sourceWords(["spec", "source", field]);
      return sameData(sourcesOf(was), sourcesOf(is)) ? undefined : sourceWords(["spec", "sources"]);
    },
    [KUSTOMIZATION]: (was, is, { change }) =>
      change.renamed === undefined ? sourceWords(other([["sourceRef"]], was, is)) : undefined,
    [RELEASE](was, is, { change }) {
      if (change.renamed !== undefined) return undefined;
      return sourceWords(other([["chart", "spec", "sourceRef"], ["chartRef"], ...chartName(is)], was, is));
    },
    "source.toolkit.fluxcd.io/GitRepository": (was, is) =>
      sourceWords(other([["url"], ["ref"]], withoutVersion(was), withoutVersion(is))),
    "source.toolkit.fluxcd.io/OCIRepository": (was, is) =>
      sourceWords(other([["url"], ["ref"]], withoutVersion(was), withoutVersion(is))),
    "source.toolkit.fluxcd.io/HelmRepository": (was, is) => sourceWords(other([["url"]], was, is)),
    "source.toolkit.fluxcd.io/Bucket": (was, is) => sourceWords(other([["endpoint"], ["bucketName"]], was, is)),
  },
);

/** A chart has versions, and so has an artifact of a registry; Git has branches too. */
function applicationPlace(source: JsonObject): Readonly<Record<string, JsonValue>> {
  const { repoURL, chart, targetRevision } = source;
  const hasVersions = textOf(chart) !== "" || textOf(repoURL).startsWith("oci://");
  return {
    repoURL: repoURL ?? "",
    targetRevision: hasVersions ? "" : movable(targetRevision),
    chart: chart ?? "",
  };
}

function sourcesOf({ sources }: JsonObject): readonly JsonValue[] {
  const all = Array.isArray(sources) ? sources.filter(isObject) : [];
  return all.map((source) => ({ ...applicationPlace(source) }));
}

/** In a repository of charts it names one; in Git it is a folder. */
function chartName(spec: JsonObject): readonly Path[] {
  const kind = textOf(objectAt(spec, "chart", "spec", "sourceRef").kind);
  return kind === "HelmRepository" ? [["chart", "spec", "chart"]] : [];
}

/** Of a `ref`, what leads elsewhere (fluxcd.io/flux/components/source/gitrepositories, ocirepositories): no semver, commit or digest. */
function withoutVersion({ url, ref }: JsonObject): JsonObject {
  const { branch, name, tag } = isObject(ref) ? ref : {};
  return { url: url ?? "", ref: { branch: branch ?? "", name: movable(name), tag: movable(tag) } };
}

/** Empty for a version, a range of them and a commit; a branch, or a tag such as `latest`, as it is. */
function movable(revision: JsonValue | undefined): string {
  const text = textOf(revision);
  return text.length < 256 && VERSIONS.some((version) => version.test(text)) ? "" : text;
}

const VERSIONS = [
  /^refs\/tags\//,
  /^(?:.*[-/@_])?v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/,
  /^[\^~<>=!*xXv\d.\s,|-]+$/,
  /^[0-9a-f]{7,64}$/,
];
