/** A difference in any of its formats: all of them the same bytes for the same report. */
import type { DiffReport } from "../../model/difference.ts";
import type { Colors } from "../colors.ts";
import type { PageExtras } from "../page/page.ts";
import { diffGithub } from "./github.ts";
import { diffJson } from "./json.ts";
import { COMMENT, diffMarkdown, diffMarker, STEP_SUMMARY } from "./markdown.ts";
import { diffText } from "./text.ts";

export const DIFF_FORMATS = ["text", "json", "markdown", "summary", "html", "github"] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** What formats need beside the report. */
export interface DiffRendering {
  /** `PLAIN` for files. */
  readonly colors: Colors;
  /** Of the terminal, in characters. */
  readonly width: number;
  /** In text: objects that came or went as a whole, and what only follows other changes. */
  readonly full: boolean;
  /** Tells the comments of several jobs apart. */
  readonly commentId: string | undefined;
  /** Address of the whole report. */
  readonly link: string | undefined;
}

export type RenderDiff = (format: DiffFormat, report: DiffReport, rendering: DiffRendering) => string;

/** The page's program is loaded only where a page is asked for; `extras` is asked then, too. */
export async function diffRenderer(formats: readonly DiffFormat[], extras: () => PageExtras): Promise<RenderDiff> {
  const page = formats.includes("html") ? (await import("../page/page.ts")).diffPage : undefined;
  return (format, report, { colors, width, full, commentId, link }) => {
    const markdown = { marker: diffMarker(commentId), ...(link === undefined ? {} : { link }) };
    switch (format) {
      case "text":
        return diffText(report, colors, { width, details: full });
      case "json":
        return diffJson(report);
      case "markdown":
        return diffMarkdown(report, { ...COMMENT, ...markdown });
      case "summary":
        return diffMarkdown(report, { ...STEP_SUMMARY, ...markdown });
      case "html":
        return page === undefined ? "" : page(report, extras());
      case "github":
        return diffGithub(report);
    }
  };
}
