/** Problems are data: a rule, a severity, what is wrong, how to fix it and where. */

/** The most severe first. */
export const SEVERITIES = ["error", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong and why it matters, one sentence or two, without a trailing line break. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Why a person accepts it: it is a warning then, and the fix is not wanted. */
  readonly accepted?: string;
  readonly at: Place;
}

/** The order of two findings: the more severe one first, 0 where they are equally severe. */
export function bySeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}

/** A place in a file (line and column count from 1), a flag, or a setting without a place of its own. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** `clusters[0].tls.source`, or `--set tls.source`. */
  readonly path?: string;
  /** `Deployment.apps certctl/certctl-server`. */
  readonly resource?: string;
  /** JSON pointer (RFC 6901) to the field in the resource. */
  readonly pointer?: string;
  /** Which document of the file it is, counted from 1, where the file is a stream. */
  readonly document?: number;
  /** The setting of the fleet file that decides the field, where `gen` wrote the file. */
  readonly setting?: string;
}

/** `certctl-gitops.yaml:7:12 clusters[0].replicas`. */
export function formatPlace(place: Place): string {
  const file =
    place.file === undefined ? "" : [place.file, place.line, place.column].filter((p) => p !== undefined).join(":");
  return [file, place.path ?? ""].filter((part) => part !== "").join(" ");
}
