/** `-o html`: the difference as one page that needs nothing else, and that can ask nobody for anything. */

import { script, style } from "embedded:page";
import { createHash } from "node:crypto";
import type { DiffReport } from "../../model/difference.ts";
import type { JsonValue } from "../../model/json.ts";
import { escaped, HIDDEN, inertLine } from "../inert.ts";
import { elementText } from "./escape.ts";
import { DATA_ID, type LaneGroup, type PageData } from "./page-data.ts";
import { VERDICTS } from "./verdicts.ts";

/** What the page shows beside the report. */
export interface PageExtras {
  /** The order of application before and after; empty where it isn't known. */
  readonly lanes?: readonly LaneGroup[];
}

/**
 * The whole HTML document. Its policy allows the one script and the one style sheet in it, by their hashes, and no request
 * at all. The report is in it as JSON, unchanged.
 */
export function diffPage(report: DiffReport, extras: PageExtras = {}): string {
  const data: PageData = { report, lanes: extras.lanes ?? [] };
  const title = `${VERDICTS[report.verdict].title}: ${inertLine(report.base.label)} → ${inertLine(report.head.label)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${elementText(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<noscript><p>${elementText(title)}.</p><p>This page needs JavaScript. The same report without it: certctl-gitops diff -o text, or -o json.</p></noscript>
<script type="application/json" id="${DATA_ID}">${scriptJson(data as unknown as JsonValue)}</script>
<script>${script}</script>
</body>
</html>
`;
}

// A favicon is an image, and the one here is empty.
function policy(): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

/** JSON in which no parser of HTML sees the end of the script or the begin of a comment. */
function scriptJson(value: JsonValue): string {
  return JSON.stringify(value).replaceAll(HIDDEN, escaped).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
}
