/** What a change is told as: the rules that find something in it, and what they say. */
import { findRisks, type RiskOfRule } from "../../../src/diff/risks/index.ts";
import type { AppliedEnvironment } from "../../../src/model/applied.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { renamed } from "../../rules/bundle.ts";
import { type OrderBundle, orderBundle, type Way } from "../../rules/order-bundle.ts";
import { changeBetween } from "./change.ts";

export interface Case {
  /** How the bundle is applied; by one Argo CD Application where it is left out. */
  readonly way?: Way;
  /** Settings of the cluster before, and after where they differ; profile `ha` where they are left out. */
  readonly settings?: JsonObject;
  readonly settingsAfter?: JsonObject;
  /** On both sides, before alone, after alone. */
  readonly both?: (bundle: OrderBundle) => void;
  readonly before?: (bundle: OrderBundle) => void;
  readonly change?: (bundle: OrderBundle) => void;
  /** The environment is gone, or new. */
  readonly gone?: true;
  readonly isNew?: true;
  /** Old `Kind name` to new name. */
  readonly renames?: Readonly<Record<string, string>>;
  /** Of a case that is told. */
  readonly level?: "caution";
  readonly says?: RegExp;
  readonly at?: string;
  /** How often; once where it is left out. */
  readonly times?: number;
  /** What other rules rightly say of the same change. */
  readonly also?: readonly string[];
}

export interface Cases {
  readonly told: Readonly<Record<string, Case | Case["change"]>>;
  readonly silent: Readonly<Record<string, Case | Case["change"]>>;
}

export function caseOf(given: Case | Case["change"]): Case {
  return typeof given === "function" ? { change: given } : (given ?? {});
}

/** On the bundle as it is, and on one in which everything has another name. */
export async function risksOf(one: Case): Promise<readonly (readonly RiskOfRule[])[]> {
  const [before, after] = await sidesOf(one);
  return [
    changeBetween(before(), after(), one.renames),
    changeBetween(before(renamed), after(renamed), other(one)),
  ].map((change) => findRisks(change));
}

type Made = (rename?: Parameters<OrderBundle["environment"]>[0]) => AppliedEnvironment | undefined;

async function sidesOf(one: Case): Promise<readonly [Made, Made]> {
  const { way = "argocd", settings = { profile: "ha" }, settingsAfter = settings } = one;
  const [before, after] = [await orderBundle(way, settings), await orderBundle(way, settingsAfter)];
  for (const bundle of [before, after]) one.both?.(bundle);
  one.before?.(before);
  one.change?.(after);
  return [
    (rename) => (one.isNew ? undefined : before.environment(rename)),
    (rename) => (one.gone ? undefined : after.environment(rename)),
  ];
}

function other({ renames = {} }: Case): Readonly<Record<string, string>> {
  const acme = (text: string): string => text.replaceAll("certctl", "acme");
  return Object.fromEntries(Object.entries(renames).map(([from, to]) => [acme(from), acme(to)]));
}
