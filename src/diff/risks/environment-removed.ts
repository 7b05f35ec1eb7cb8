/** A whole environment, or an object that hands a part of it over, leaves Git. */
import type { AppliedEnvironment, Resource } from "../../model/applied.ts";
import { type Delivery, deliveriesOf } from "../../order/delivery.ts";
import { goesWithItsApplier } from "../../order/removal.ts";
import { isSame } from "../../order/same-object.ts";
import { installationsOf } from "../../rules/certctl/installation.ts";
import { dataObjects } from "../../rules/order/data/data-objects.ts";
import type { FoundRisk, RiskRule } from "../risk.ts";
import { isEngineObject, ownRemovals, type Removal } from "./removal.ts";
import { riskRule } from "./rule.ts";
import type { Sides } from "./sides.ts";

export const environmentRemoved: RiskRule = {
  name: "environment-removed",
  title: "A whole environment leaves Git.",
  find({ before, after }) {
    if (before === undefined || after !== undefined) return [];
    const words = installationsOf(before).length === 0 ? ANYTHING : CERTCTL;
    return [{ level: "danger", change: undefined, ...endOf(before, words) }];
  },
};

type Words = Pick<FoundRisk, "message" | "advice">;

/** What of it is said in the words of what the environment holds. */
interface Parts {
  readonly what: string;
  readonly runOn: string;
  readonly lost: string;
  readonly ends: string;
  readonly backup: string;
}

const CERTCTL: Parts = {
  what: "the cluster",
  runOn: "certctl and its agents run on as they are, and nobody updates them any more",
  lost: "the database or the volume claims among it. All certificates, jobs and the audit trail are lost",
  ends: ". Nothing is issued or renewed there any more",
  backup: "Take a dump of the database first, with the encryption key and the issuing CA, which no dump holds",
};

const ANYTHING: Parts = {
  what: "all of it",
  runOn: "what runs there runs on as it is, and nobody updates it any more",
  lost: "volume claims or databases among it. The data in them is lost",
  ends: "",
  backup: "Take a backup of its data first",
};

function endOf(environment: AppliedEnvironment, { what, runOn, lost, ends, backup }: Parts): Words {
  const deliveries = deliveriesOf(environment).filter(({ by }) => by !== undefined);
  const advice = `Check that ${what} is meant to go. ${backup}; to keep what runs, take the finalizer or the pruning away in a commit before this one.`;
  const gone = "The whole environment is gone from Git";
  if (deliveries.length === 0) {
    return {
      message: `${gone}. Whoever applies it with pruning deletes all of it; otherwise it runs on, and nobody updates it any more.`,
      advice,
    };
  }
  if (!deliveries.some(deletesAnything)) {
    return {
      message: `${gone}. Its engine deletes nothing of it: ${runOn}.`,
      advice: "Check that it is meant; what is left on the cluster has to be deleted by hand.",
    };
  }
  const deleted = `${gone}: with what hands it over, the engine deletes all that it applied`;
  if (losesData(deliveries, environment)) return { message: `${deleted}, ${lost}.`, advice };
  return { message: `${deleted} but what is marked to be kept${ends}.`, advice };
}

function deletesAnything(delivery: Delivery): boolean {
  return delivery.resources.some((resource) => goesWithItsApplier(resource, delivery));
}

function losesData(deliveries: readonly Delivery[], environment: AppliedEnvironment): boolean {
  const data = [...dataObjects(environment).keys()];
  return deliveries.some((delivery) =>
    delivery.resources.some((one) => data.some((other) => isSame(one, other)) && goesWithItsApplier(one, delivery)),
  );
}

export const engineObjectRemoved = riskRule(
  "engine-object-removed",
  "An Application, Kustomization or HelmRelease leaves Git, and with it all that it applies.",
  function* (sides) {
    for (const removal of ownRemovals(sides)) {
      if (!isEngineObject(removal.before)) continue;
      const found = endOfDelivery(removal, sides);
      if (found !== undefined) yield found;
    }
  },
);

/** Of what another object hands over by now, nothing ends. */
function endOfDelivery(change: Removal, sides: Sides): FoundRisk | undefined {
  const { before } = change;
  const delivery = deliveriesOf(sides.before.environment).find(({ by }) => isSame(by, before));
  if (delivery === undefined) return undefined;
  const left = delivery.resources.filter((resource) => sides.later(resource) === undefined);
  if (left.length === 0) return undefined;
  const goes = left.filter((resource) => goesWithItsApplier(resource, delivery));
  if (goes.length === 0) {
    return {
      level: "caution",
      message: "What it applied stays on the cluster without an owner: it runs on, and nobody updates it any more.",
      advice: "Check that it is meant; what is left has to be deleted by hand.",
      change,
    };
  }
  return {
    level: goes.some(matters) ? "danger" : "caution",
    message: `With it the engine deletes what it applied${kindsOf(goes)}; only objects that are marked to be kept stay.`,
    advice:
      "Check that all of it is meant to go. To hand it over to another object, first make the engine leave it: remove the finalizer (Argo CD), prune (Kustomization), or set helm.sh/resource-policy: keep on the objects (HelmRelease).",
    change,
  };
}

/** What runs or holds something; Jobs that have run, and what only configures them, do not. */
function matters({ id }: Resource): boolean {
  return !["Job", "ConfigMap", "ServiceAccount", "NetworkPolicy", "PodDisruptionBudget"].includes(id.kind);
}

function kindsOf(resources: readonly Resource[]): string {
  const named = ["Namespace", "StatefulSet", "PersistentVolumeClaim"].filter((kind) =>
    resources.some(({ id }) => id.kind === kind),
  );
  return named.length === 0 ? "" : `, with ${named.join(", ")} among it`;
}
