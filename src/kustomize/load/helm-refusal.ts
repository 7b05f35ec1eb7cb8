/** What is said of charts that a kustomization asks kustomize to render. */
import type { Finding } from "../../model/finding.ts";
import type { Entry } from "./entry.ts";
import { entryFinding } from "./entry.ts";

export function helmRefusal(entry: Entry): Finding {
  const fix = "Render the chart with `helm template` into a file and list it under `resources`.";
  return entryFinding(entry, "unsupported", "a build runs no helm", fix);
}
