/** What the HTML page holds as JSON: `diffPage` writes it, and the page's program in `src/page` reads it. */
import type { DiffReport } from "../../model/difference.ts";

export interface PageData {
  readonly report: DiffReport;
  readonly lanes: readonly LaneGroup[];
}

/** The order of application before and after, of the environments in which it is the same. */
export interface LaneGroup {
  readonly environments: readonly string[];
  readonly before: readonly Lane[];
  readonly after: readonly Lane[];
}

/** What an engine applies together. */
export interface Lane {
  /** `wave -20`, `server: pre-install hook 0`; the same lane has the same label on both sides. */
  readonly label: string;
  /** `Deployment.apps certctl/certctl-server`. */
  readonly objects: readonly string[];
  /** What must be true before the next lane begins, `Job certctl-migrate is complete`; empty where nothing waits. */
  readonly gate: string;
}

/** Where the JSON is in the document. */
export const DATA_ID = "report-data";
