/** `waves -o markdown`: tables and a flowchart, for a page or a comment. */
import type { DeliveryOrder, FoldedOrder, Step } from "../../model/order.ts";
import { prose } from "../markdown.ts";
import { count, listed } from "../wording.ts";
import { wavesMermaid } from "./mermaid.ts";
import { afterLines, asideText, detailsOf, gateLines, objectsByKind, titleOf, usualNamespace } from "./words.ts";

const NAMED = 10;

export function wavesMarkdown(orders: readonly FoldedOrder[]): string {
  return orders.map((order) => `${[...orderParts(order), chart(order)].join("\n\n")}\n`).join("\n");
}

function orderParts({ environments, deliveries }: FoldedOrder): readonly string[] {
  const [first = ""] = environments;
  const title =
    environments.length === 1
      ? prose(first)
      : `${count(environments.length, "environment")}: ${prose(listed(environments, NAMED))}`;
  return [
    `## ${title}`,
    ...(environments.length === 1 ? [] : [`Names are those of ${prose(first)}.`]),
    ...deliveries.flatMap(deliveryParts),
  ];
}

function deliveryParts(delivery: DeliveryOrder): readonly string[] {
  const usual = usualNamespace(delivery);
  const facts = [
    ...delivery.appliedBy.map(({ kind, namespace, name }) => `applied by ${kind} ${namespace}/${name}`),
    ...afterLines(delivery.after).map((one) => `after ${one}`),
    ...delivery.aside.map((one) => `not in this order: ${asideText(one, usual)}`),
  ];
  return [
    `### ${prose([titleOf(delivery), ...detailsOf(delivery)].join(", "))}`,
    ...(facts.length === 0 ? [] : [facts.map((fact) => `- ${prose(fact)}`).join("\n")]),
    delivery.steps.length === 0 ? "Nothing that was read." : table(delivery.steps, usual),
  ];
}

function table(steps: readonly Step[], usual: string): string {
  const rows = steps.map((step) => [
    prose(step.label),
    cell(
      objectsByKind(step.objects, usual).map(({ kind, names }) => `${kind} ${names.join(", ")}`),
      "",
    ),
    cell(gateLines(step, usual), "applied"),
  ]);
  return [["step", "objects", "goes on when"], ["---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function cell(lines: readonly string[], empty: string): string {
  return lines.length === 0 ? empty : lines.map(prose).join("<br>");
}

function chart(order: FoldedOrder): string {
  return [
    "<details><summary>As a flowchart</summary>",
    "",
    "```mermaid",
    wavesMermaid([order]).trimEnd(),
    "```",
    "",
    "</details>",
  ].join("\n");
}
