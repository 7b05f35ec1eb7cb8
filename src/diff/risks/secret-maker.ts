/** What makes a Secret that certctl can't do without is another object, or reads from another place, under the same name. */
import type { Resource } from "../../model/applied.ts";
import type { JsonValue } from "../../model/json.ts";
import type { Program } from "../../rules/certctl/programs.ts";
import { objectAt } from "../../rules/pods/pod.ts";
import { usesOf } from "../../rules/pods/uses.ts";
import { dataText, sameData } from "../same-data.ts";
import { madeBy, PRECIOUS, readersIn } from "./precious-secrets.ts";
import { riskRule } from "./rule.ts";
import type { Side, Sides } from "./sides.ts";

export const secretMaker = riskRule(
  "secret-maker",
  "Another object than before, or another entry of a store, gives certctl's encryption key, CA or database password.",
  function* (sides) {
    if (!sides.change.objects.some(({ before, after }) => makesSecrets(after) || makesSecrets(before))) return;
    for (const { what, isIn } of PRECIOUS) {
      const before = new Set(namesRead(sides.before, isIn));
      const found = namesRead(sides.after, isIn)
        .filter((name) => before.has(name))
        .map((name) => otherMaker(name, sides))
        .find((one) => one !== undefined);
      if (found === undefined) continue;
      yield {
        level: "caution",
        message: `The Secret with ${what} is made in another way than before, under the name that it has: the new content takes the place of the old one.`,
        advice: `Check that it holds the same value before this is merged: ${what} must stay what it is.`,
        change: sides.changeOf(found),
      };
    }
  },
);

function makesSecrets(resource: Resource | undefined): boolean {
  return resource !== undefined && madeBy(resource).length > 0;
}

/** `namespace/name` of the Secrets that hold it, by those who read it. */
function namesRead(side: Side, isIn: (program: Program, name: string) => boolean): readonly string[] {
  return readersIn(side).flatMap((program) => {
    const names = new Set(usesOf(program.pod).flatMap(({ kind, name }) => (kind === "Secret" ? [name] : [])));
    return [...names].filter((name) => isIn(program, name)).map((name) => `${program.pod.namespace}/${name}`);
  });
}

/** The maker of now, where it is of another kind or reads from another place than what made it before, or a person did. */
function otherMaker(read: string, sides: Sides): Resource | undefined {
  const [namespace = "", name = ""] = read.split("/");
  const [was, is] = [sides.before, sides.after].map(({ producers }) =>
    producers.of("Secret", namespace, name).find(({ adds }) => !adds),
  );
  if (is === undefined || (was !== undefined && isSameSource(was.resource, is.resource))) return undefined;
  return is.resource;
}

/** What is taken from the store beside the entries of before changes none of them. */
function isSameSource(was: Resource, is: Resource): boolean {
  if (was.id.kind !== is.id.kind) return false;
  if (was.id.kind !== "ExternalSecret") return true;
  const [from, to] = [was, is].map(({ manifest }) => objectAt(manifest, "spec"));
  const now = new Set(entriesOf(to?.data));
  return (
    ["secretStoreRef", "dataFrom"].every((field) => sameData(from?.[field], to?.[field])) &&
    entriesOf(from?.data).every((entry) => now.has(entry))
  );
}

function entriesOf(list: JsonValue | undefined): readonly string[] {
  return Array.isArray(list) ? list.map((entry: JsonValue) => dataText(entry)) : [];
}
