/** A release that fails is tried again, and not uninstalled with its data or rolled back under a new schema. */
import type { Resource } from "../../../model/applied.ts";
import { at } from "../../../model/json.ts";
import { annotation, HELM_KEEP } from "../../../order/annotations.ts";
import { type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import { dependenciesOf } from "../../../order/dependencies.ts";
import { installationsOf } from "../../certctl/installation.ts";
import type { OrderRule, Problem } from "../../rule.ts";
import { dataObjects } from "./data-objects.ts";

export const releaseRemediation: OrderRule = {
  name: "release-remediation",
  severity: "warning",
  title: "A failed release is tried again, not uninstalled or rolled back.",
  *check(environment) {
    const data = dataObjects(environment);
    const parts = new Set(
      installationsOf(environment).flatMap(({ servers, migrations }) =>
        [...servers, ...migrations].map(({ pod }) => pod.resource),
      ),
    );
    const releases = ownedBy(environment, "helm");
    const isPart = ({ resources }: OwnedDelivery): boolean => resources.some((one) => parts.has(one) || data.has(one));
    const names = new Set(releases.filter(isPart).map(({ by }) => by.id.name));
    for (const delivery of releases) {
      const isLost = delivery.resources.some((one) => data.has(one) && annotation(one, HELM_KEEP) !== "keep");
      // What depends on certctl's releases belongs to them: agents, an Ingress.
      const isCertctl = isPart(delivery) || dependenciesOf(delivery.by).some(({ name }) => names.has(name));
      yield* ofInstall(delivery, isLost);
      yield* ofUpgrade(delivery, isLost, (one) => parts.has(one));
      if (isCertctl) yield* stopped(delivery);
    }
  },
};

const FIX = "Set strategy: {name: RetryOnFailure} of install and upgrade in place of remediation.";

type Event = "install" | "upgrade";

function isRetried({ spec }: OwnedDelivery, event: Event): boolean {
  return at(spec, event, "strategy", "name") === "RetryOnFailure";
}

/** Without retries there is nothing to clear the way for, unless the last failure is to be remediated too. */
function isRemediated(delivery: OwnedDelivery, event: Event): boolean {
  const retries = at(delivery.spec, event, "remediation", "retries");
  const last = at(delivery.spec, event, "remediation", "remediateLastFailure");
  return !isRetried(delivery, event) && ((typeof retries === "number" && retries !== 0) || last === true);
}

function* ofInstall(delivery: OwnedDelivery, isLost: boolean): Iterable<Problem> {
  if (!isLost || !isRemediated(delivery, "install")) return;
  yield {
    resource: delivery.by,
    path: ["spec", "install", "remediation"],
    severity: "error",
    message:
      "an install that fails is uninstalled before the next try, and the database or a claim in it is deleted, one that was there before included",
    fix: FIX,
  };
}

function* ofUpgrade(delivery: OwnedDelivery, isLost: boolean, isPart: (one: Resource) => boolean): Iterable<Problem> {
  if (!isRemediated(delivery, "upgrade")) return;
  const place = { resource: delivery.by, path: ["spec", "upgrade", "remediation"], fix: FIX };
  if (at(delivery.spec, "upgrade", "remediation", "strategy") === "uninstall") {
    if (!isLost) return;
    const message = "an upgrade that fails uninstalls the release, and the database or a claim in it is deleted";
    yield { ...place, severity: "error", message };
  } else if (delivery.resources.some(isPart)) {
    yield {
      ...place,
      message:
        "an upgrade that fails is rolled back: the old server runs on the new schema, for certctl has no migration back",
    };
  }
}

/** What was written on purpose, `retries: 0`, says the same. */
function* stopped(delivery: OwnedDelivery): Iterable<Problem> {
  const isOnPurpose = (event: Event): boolean => at(delivery.spec, event, "remediation", "retries") === 0;
  const events = (["install", "upgrade"] as const).filter(
    (event) => !isRetried(delivery, event) && !isRemediated(delivery, event) && !isOnPurpose(event),
  );
  if (events.length === 0) return;
  yield {
    resource: delivery.by,
    path: ["spec"],
    severity: "info",
    message: `the first ${events.join(" or ")} that fails stops the release (Stalled) until its values or chart change or a person resets it`,
    fix: FIX,
  };
}
