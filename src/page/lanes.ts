/** The order of application before and after, lane by lane; what moved is marked. */
import type { Lane, LaneGroup } from "../reports/page/page-data.ts";
import { count, listed } from "../reports/wording.ts";
import { openable } from "./change-card.ts";
import { type Child, element } from "./elements.ts";
import { label } from "./labels.ts";
import { section } from "./sections.ts";
import { shownLine } from "./shown-text.ts";

const NAMED = 6;

export function lanesSection(groups: readonly LaneGroup[], whole: boolean): HTMLElement | undefined {
  if (groups.length === 0) return undefined;
  const parts = groups.map((group, index) => {
    const names = group.environments;
    const title =
      names.length > 3 ? `${count(names.length, "environment")}: ${listed(names, NAMED)}` : names.join(", ");
    const table = () => laneTable(group, whole);
    return element(
      "details",
      { class: "lane-group", open: whole || index === 0 },
      element("summary", {}, element("h3", {}, ...shownLine(title)), " ", movedCount(group)),
      table(),
    );
  });
  return section("lanes", "Waves before and after", undefined, ...parts);
}

interface Standing {
  readonly object: string;
  readonly moved: "moved" | "added" | "removed" | undefined;
  readonly other: string | undefined;
}

function movedCount(group: LaneGroup): Child {
  const moved = [...standings(group.after, group.before, "added").values()]
    .flat()
    .filter((one) => one.moved !== undefined).length;
  const gone = [...standings(group.before, group.after, "removed").values()]
    .flat()
    .filter((one) => one.moved === "removed").length;
  return moved + gone === 0
    ? label("same order")
    : label(`${count(moved + gone, "object")} moved, added or removed`, "caution");
}

/** By lane: its objects, and what became of each on the other side. */
function standings(
  lanes: readonly Lane[],
  others: readonly Lane[],
  missing: "added" | "removed",
): ReadonlyMap<string, readonly Standing[]> {
  const there = new Map(others.flatMap(({ label: name, objects }) => objects.map((object) => [object, name] as const)));
  return new Map(
    lanes.map(({ label: name, objects }) => [
      name,
      objects.map((object) => {
        const other = there.get(object);
        return { object, other, moved: other === undefined ? missing : other === name ? undefined : "moved" };
      }),
    ]),
  );
}

function laneTable(group: LaneGroup, whole: boolean): HTMLElement {
  const { before, after } = group;
  const old = standings(before, after, "removed");
  const now = standings(after, before, "added");
  const rows = laneLabels(before, after).map((name) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...shownLine(name)),
      laneCell(
        before.find((lane) => lane.label === name),
        old.get(name),
        "to",
        whole,
      ),
      laneCell(
        after.find((lane) => lane.label === name),
        now.get(name),
        "from",
        whole,
      ),
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

/** All lanes in the order of the new side; one that only the old side has stands behind the one that it stood behind. */
function laneLabels(before: readonly Lane[], after: readonly Lane[]): readonly string[] {
  const labels = after.map((lane) => lane.label);
  before.forEach(({ label: name }, index) => {
    if (labels.includes(name)) return;
    const previous = before[index - 1]?.label;
    labels.splice(previous === undefined ? 0 : labels.indexOf(previous) + 1, 0, name);
  });
  return labels;
}

function laneCell(
  lane: Lane | undefined,
  objects: readonly Standing[] = [],
  way: "to" | "from",
  whole: boolean,
): HTMLElement {
  if (lane === undefined)
    return element("td", { class: "nothing" }, element("span", { class: "muted" }, "no such lane"));
  const moved = objects.filter((one) => one.moved !== undefined);
  const still = objects.filter((one) => one.moved === undefined);
  const list = (some: readonly Standing[]) =>
    element("ul", { class: "lane" }, ...some.map((one) => objectItem(one, way)));
  const rest =
    still.length <= NAMED
      ? undefined
      : openable(`${count(still.length, "object")} as before`, () => list(still), { whole });
  return element(
    "td",
    {},
    list(rest === undefined ? [...moved, ...still] : moved),
    rest,
    lane.gate !== "" && element("p", { class: "gate" }, "then waits until ", ...shownLine(lane.gate)),
  );
}

function objectItem({ object, moved, other }: Standing, way: "to" | "from"): HTMLElement {
  const mark =
    moved === "moved" ? label(`${way} ${other}`, "caution") : moved === undefined ? undefined : label(moved, moved);
  return element("li", { class: moved ?? "" }, element("span", {}, ...shownLine(object)), " ", mark);
}
