/** What `waves` shows in any of its formats: all of them the same bytes for the same order. */
import type { FoldedOrder } from "../../model/order.ts";
import type { Colors } from "../colors.ts";
import { wavesJson } from "./json.ts";
import { wavesMarkdown } from "./markdown.ts";
import { wavesMermaid } from "./mermaid.ts";
import { wavesText } from "./text.ts";

export const WAVES_FORMATS = ["text", "mermaid", "json", "markdown"] as const;
export type WavesFormat = (typeof WAVES_FORMATS)[number];

const FORMATTERS: Readonly<Record<WavesFormat, (orders: readonly FoldedOrder[], colors: Colors) => string>> = {
  text: wavesText,
  mermaid: wavesMermaid,
  json: wavesJson,
  markdown: wavesMarkdown,
};

export function renderWaves(format: WavesFormat, orders: readonly FoldedOrder[], colors: Colors): string {
  return FORMATTERS[format](orders, colors);
}
