/** The order of application before and after, lane by lane; what moved is marked. */
import type { Lane, LaneGroup } from "../reports/page/page-data.ts";
import { count, listed } from "../reports/wording.ts";
import { openable } from "./change-card.ts";
import { type Child, element } from "./elements.ts";
import { label } from "./labels.ts";
import { section } from "./sections.ts";
import { shownLine } from "./shown-text.ts";

const NAMED = 6;

export function lanesSection(groups: readonly LaneGroup[]): HTMLElement | undefined {
  if (groups.length === 0) return undefined;
  const views = groups.map((group) => ({ group, lanes: pairedLanes(group) }));
  // Where nothing moved there is nothing to see at once.
  const first = views.find(({ lanes }) => movesIn(lanes).length > 0);
  const nodes = views.map((view) => groupView(view.group, view.lanes, view === first));
  return section("lanes", "Waves before and after", undefined, ...nodes);
}

function groupView(group: LaneGroup, lanes: readonly PairedLane[], open: boolean): HTMLElement {
  const names = group.environments;
  const title =
    names.length > 3
      ? `${count(names.length, "environment")}: ${listed(names, NAMED)} (names as in ${names[0]})`
      : names.join(", ");
  const summary = element("summary", {}, element("h3", {}, ...shownLine(title)), " ", movedCount(lanes));
  const details = element("details", { class: "lane-group", open }, summary);
  const fill = () => details.childElementCount === 1 && details.append(laneTable(lanes));
  if (open) fill();
  details.addEventListener("toggle", fill);
  return details;
}

/** The same lane on both sides, with what became of its objects. */
interface PairedLane {
  readonly name: string;
  readonly before: Side | undefined;
  readonly after: Side | undefined;
}

interface Side {
  readonly lane: Lane;
  readonly objects: readonly Standing[];
}

interface Standing {
  readonly object: string;
  readonly moved: "moved" | "added" | "removed" | undefined;
  /** The lane of the other side that has the object. */
  readonly other: string | undefined;
}

/** All lanes in the order of the new side; one that only the old side has stands behind the one that it stood behind. */
function pairedLanes({ before, after }: LaneGroup): readonly PairedLane[] {
  const names = after.map((lane) => lane.label);
  before.forEach(({ label: name }, index) => {
    if (names.includes(name)) return;
    const previous = before[index - 1]?.label;
    names.splice(previous === undefined ? 0 : names.indexOf(previous) + 1, 0, name);
  });
  const old = sidesOf(before, after, "removed");
  const now = sidesOf(after, before, "added");
  return names.map((name) => ({ name, before: old.get(name), after: now.get(name) }));
}

function sidesOf(
  lanes: readonly Lane[],
  others: readonly Lane[],
  missing: "added" | "removed",
): ReadonlyMap<string, Side> {
  const there = new Map(others.flatMap((lane) => lane.objects.map((object) => [object, lane.label] as const)));
  return new Map(
    lanes.map((lane) => {
      const objects = lane.objects.map((object): Standing => {
        const other = there.get(object);
        return { object, other, moved: other === undefined ? missing : other === lane.label ? undefined : "moved" };
      });
      return [lane.label, { lane, objects }];
    }),
  );
}

function movedCount(lanes: readonly PairedLane[]): Child {
  const parts = movesIn(lanes);
  return parts.length === 0 ? label("same order") : label(parts.join(", "), "caution");
}

/** `2 moved`, `1 added`. */
function movesIn(lanes: readonly PairedLane[]): readonly string[] {
  const all = lanes.flatMap(({ before, after }) => [
    ...(after?.objects ?? []).map(({ moved }) => moved),
    ...(before?.objects ?? []).map(({ moved }) => (moved === "removed" ? moved : undefined)),
  ]);
  return (["moved", "added", "removed"] as const).flatMap((kind) => {
    const number = all.filter((moved) => moved === kind).length;
    return number === 0 ? [] : [`${number} ${kind}`];
  });
}

function laneTable(lanes: readonly PairedLane[]): HTMLElement {
  const rows = lanes.map(({ name, before, after }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...shownLine(name)),
      laneCell(before, "to"),
      laneCell(after, "from"),
    ),
  );
  const head = ["Lane", "Before", "After"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    { class: "lanes" },
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
}

function laneCell(side: Side | undefined, way: "to" | "from"): HTMLElement {
  if (side === undefined) {
    return element("td", { class: "nothing" }, element("span", { class: "muted" }, "no such lane"));
  }
  const { lane, objects } = side;
  const moved = objects.filter((one) => one.moved !== undefined);
  const still = objects.filter((one) => one.moved === undefined);
  const list = (some: readonly Standing[]) =>
    element("ul", { class: "lane" }, ...some.map((one) => objectItem(one, way)));
  const rest =
    still.length > NAMED && openable(`${count(still.length, "object")} as before`, () => list(still), { whole: false });
  return element(
    "td",
    {},
    list(rest === false ? [...moved, ...still] : moved),
    rest,
    lane.gate !== "" && element("p", { class: "gate" }, "then waits until ", ...shownLine(lane.gate)),
  );
}

function objectItem({ object, moved, other }: Standing, way: "to" | "from"): HTMLElement {
  const mark =
    moved === undefined ? undefined : moved === "moved" ? label(`${way} ${other}`, "caution") : label(moved, moved);
  return element("li", { class: moved ?? "" }, element("span", {}, ...shownLine(object)), " ", mark);
}
