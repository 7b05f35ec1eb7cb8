/** `waves -o mermaid`: a flowchart that GitHub, GitLab and editors draw. */
import { formatId, type ResourceId } from "../../model/manifest.ts";
import type { DeliveryOrder, FoldedOrder, Step } from "../../model/order.ts";
import { inertLine } from "../inert.ts";
import { count, listed } from "../wording.ts";
import { afterLines, detailsOf, gateLines, objectsByKind, titleOf, usualNamespace } from "./words.ts";

const NAMED = 3;

/** One flowchart: a box for each group of environments, in it one for each delivery, in it its steps. */
export function wavesMermaid(orders: readonly FoldedOrder[]): string {
  return `${["flowchart TD", ...orders.flatMap(orderLines)].join("\n")}\n`;
}

function orderLines({ environments, deliveries }: FoldedOrder, index: number): readonly string[] {
  const id = `e${index}`;
  const [first = ""] = environments;
  const many = `${count(environments.length, "environment")}: ${listed(environments, NAMED)}`;
  const names = new Map(deliveries.flatMap(({ by }, at) => (by === undefined ? [] : [[formatId(by), `${id}d${at}`]])));
  return [
    `  subgraph ${id}[${label([environments.length === 1 ? first : many])}]`,
    ...deliveries.flatMap((delivery, at) => deliveryLines(delivery, `${id}d${at}`)),
    ...deliveries.flatMap((delivery, at) => links(delivery, `${id}d${at}`, names)),
    "  end",
  ];
}

function deliveryLines(delivery: DeliveryOrder, id: string): readonly string[] {
  const usual = usualNamespace(delivery);
  const { steps } = delivery;
  return [
    `    subgraph ${id}[${label([[titleOf(delivery), ...detailsOf(delivery)].join(", ")])}]`,
    ...(steps.length === 0 ? [`      ${id}s0[${label(["nothing that was read"])}]`] : []),
    ...steps.map((step, at) => `      ${id}s${at}[${label([step.label, ...objectLines(step, usual)])}]`),
    ...steps.slice(1).map((_, at) => `      ${id}s${at} -->${gateLabel(steps[at], usual)} ${id}s${at + 1}`),
    "    end",
  ];
}

function objectLines({ objects }: Step, usual: string): readonly string[] {
  return objectsByKind(objects, usual).map(({ kind, names }) => `${kind} ${listed(names, NAMED)}`);
}

function gateLabel(step: Step | undefined, usual: string): string {
  const lines = step === undefined ? [] : gateLines(step, usual);
  return lines.length === 0 ? "" : `|${label(lines)}|`;
}

/** An arrow for each; what is not there, and the many of a wave, stand in a box of their own. */
function links(delivery: DeliveryOrder, id: string, names: ReadonlyMap<string, string>): readonly string[] {
  const waves = delivery.after.filter(({ how }) => how === "wave");
  const drawn = delivery.after.filter(({ how }) => how === "dependsOn" || waves.length <= NAMED);
  const boxes = drawn.length < delivery.after.length ? afterLines(waves) : [];
  const from = (one: ResourceId) => names.get(formatId(one));
  return [
    ...drawn.flatMap((after, at) => {
      const known = from(after.on);
      const text = label(afterLines([after]));
      return known === undefined ? box(`${id}x${at}`, text, id) : [`    ${known} -->|${text}| ${id}`];
    }),
    ...boxes.flatMap((line) => box(`${id}w`, label([line]), id)),
    ...delivery.appliedBy.flatMap((one) => {
      const known = from(one);
      return known === undefined ? [] : [`    ${known} -.->|applies| ${id}`];
    }),
  ];
}

function box(node: string, text: string, to: string): readonly string[] {
  return [`    ${node}[${text}]`, `    ${node} --> ${to}`];
}

/** Whatever is no plain character of a name is written as its number: Mermaid then sees neither quotes nor marks of its own. */
function label(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    inertLine(line).replaceAll(/[^A-Za-z0-9 .,/()-]/gu, (character) => `#${character.codePointAt(0)};`),
  );
  return `"${escaped.join("<br/>")}"`;
}
