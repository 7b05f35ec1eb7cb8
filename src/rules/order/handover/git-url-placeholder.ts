/** Engines read a repository that is there: not the placeholder that stands where none was known. */
import { at, objectsAt, type Path, textOf } from "../../../model/json.ts";
import type { Manifest } from "../../../model/manifest.ts";
import type { OrderRule } from "../../rule.ts";

export const gitUrlPlaceholder: OrderRule = {
  name: "git-url-placeholder",
  severity: "error",
  title: "The engine's source is a repository that is there.",
  setting: "git.url",
  *check({ resources }) {
    for (const resource of resources) {
      // Not the projects: they repeat what their Applications say.
      const isSource = resource.id.group === "source.toolkit.fluxcd.io" || resource.id.kind === "Application";
      const path = isSource
        ? urlsOf(resource.manifest).find((one) => isPlaceholder(at(resource.manifest, ...one)))
        : undefined;
      if (path === undefined) continue;
      yield {
        resource,
        path,
        message:
          "the repository's URL is a placeholder, which stands here because none was known: no network has a host below .invalid, and the engine reads nothing",
        fix: "Set the repository's URL.",
      };
    }
  },
};

function urlsOf(manifest: Manifest): readonly Path[] {
  const sources = objectsAt(manifest, "spec", "sources").map(([index]) => ["spec", "sources", index, "repoURL"]);
  return [["spec", "url"], ["spec", "source", "repoURL"], ...sources];
}

/** RFC 6761 keeps the domain for this. */
function isPlaceholder(url: unknown): boolean {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?([^/:?#]+)/i.exec(textOf(url))?.[1];
  return host !== undefined && /(^|\.)invalid\.?$/i.test(host);
}
