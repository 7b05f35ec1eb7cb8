/** `waves -o text`: a table for each delivery, as a person reads it in a terminal. */
import type { DeliveryOrder, FoldedOrder, Step } from "../../model/order.ts";
import type { Colors } from "../colors.ts";
import { padded, width, wrapped } from "../columns.ts";
import { inertWords } from "../inert.ts";
import { count, listed } from "../wording.ts";
import { afterLines, asideText, detailsOf, gateLines, objectsByKind, titleOf, usualNamespace } from "./words.ts";

const WIDTH = 80;
const STEP = 25;
const GATE = 24;
const NAMED = 10;

/** An order for each group of environments that share it, with an empty line between all parts. */
export function wavesText(orders: readonly FoldedOrder[], colors: Colors): string {
  return orders.map((order) => orderText(order, colors)).join("\n");
}

function orderText({ environments, deliveries }: FoldedOrder, colors: Colors): string {
  const [first = ""] = environments;
  const heading =
    environments.length === 1
      ? [inertWords(first)]
      : wrapped(
          `${count(environments.length, "environment")}: ${inertWords(listed(environments, NAMED))} (names as in ${inertWords(first)})`,
          WIDTH,
          "  ",
        );
  const parts = [
    `${heading.map((line) => colors.bold(line)).join("\n")}\n`,
    ...deliveries.map((delivery) => deliveryText(delivery, colors)),
  ];
  return parts.join("\n");
}

function deliveryText(delivery: DeliveryOrder, colors: Colors): string {
  const usual = usualNamespace(delivery);
  const lines = [
    ...said([titleOf(delivery), ...detailsOf(delivery)].join(", ")).map((line) => colors.bold(line)),
    ...delivery.appliedBy.flatMap(({ kind, namespace, name }) =>
      beneath(`applied by ${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`),
    ),
    ...afterLines(delivery.after).flatMap((one) => beneath(`after ${one}`)),
    ...table(delivery.steps, usual, colors),
    ...delivery.aside.flatMap((one) => beneath(`not in this order: ${asideText(one, usual)}`)),
  ];
  return `${lines.join("\n")}\n`;
}

function said(text: string): readonly string[] {
  return wrapped(inertWords(text), WIDTH, "  ");
}

function beneath(text: string): readonly string[] {
  return wrapped(inertWords(text), WIDTH - 2, "  ").map((line) => `  ${line}`);
}

function table(steps: readonly Step[], usual: string, colors: Colors): readonly string[] {
  if (steps.length === 0) return [colors.dim("  nothing that was read")];
  const label = Math.min(STEP, Math.max(4, ...steps.map((step) => width(inertWords(step.label)))));
  const objects = WIDTH - 6 - label - GATE;
  const row = (cells: readonly [string, string, string]) =>
    `  ${padded(cells[0], label)}  ${padded(cells[1], objects)}  ${cells[2]}`.trimEnd();
  return [
    colors.dim(row(["step", "objects", "goes on when"])),
    ...steps.flatMap((step) =>
      rows([wrapped(inertWords(step.label), label), objectLines(step, usual, objects), gateCell(step, usual)]).map(row),
    ),
  ];
}

/** As many rows as the longest cell has lines. */
function rows(
  cells: readonly [readonly string[], readonly string[], readonly string[]],
): readonly (readonly [string, string, string])[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) => [
    cells[0][index] ?? "",
    cells[1][index] ?? "",
    cells[2][index] ?? "",
  ]);
}

function objectLines({ objects }: Step, usual: string, columns: number): readonly string[] {
  if (objects.length === 0) return ["(none of its own)"];
  return objectsByKind(objects, usual).flatMap(({ kind, names }) =>
    wrapped(inertWords(`${kind} ${names.join(", ")}`), columns, "  "),
  );
}

function gateCell(step: Step, usual: string): readonly string[] {
  const lines = gateLines(step, usual);
  if (lines.length === 0) return ["applied"];
  return lines.flatMap((line) => wrapped(inertWords(line), GATE, "  "));
}
