/** The order that is worked out of rendered objects, held against the one table that the bundle is made by. */
import { describe, expect, it } from "vitest";
import { STAGES, type Stage, type StageName } from "../../src/certctl/stages.ts";
import { formatId, type Manifest, resourceId } from "../../src/model/manifest.ts";
import type { DeliveryOrder, EnvironmentOrder, Step } from "../../src/model/order.ts";
import { orderOf } from "../../src/order/order.ts";
import { orderBundle, type Way } from "../rules/order-bundle.ts";
import { made, VARIANTS } from "../support/bundle.ts";

/** By kind: in which state it lets Argo CD go on, and in which Flux; what is not here is ready when it is there. */
const STATES: Readonly<Record<string, readonly [argocd: string | undefined, flux: string | undefined]>> = {
  Job: ["complete", "complete"],
  Deployment: ["available", "available"],
  StatefulSet: ["ready", "ready"],
  DaemonSet: ["ready", "ready"],
  Certificate: ["healthy", "ready"],
  ExternalSecret: ["healthy", "ready"],
  Ingress: ["healthy", undefined],
  ServersTransport: ["healthy", "ready"],
};

/** Label, objects, and what is awaited: a step as text. */
type Line = string;

const stagesOf = async (settings: object): Promise<ReadonlyMap<StageName, readonly Manifest[]>> => {
  const { objects } = await made(settings as never);
  const present = STAGES.map(({ name }) => [name, objects.filter((one) => one.stage === name)] as const);
  return new Map(
    present.filter(([, all]) => all.length > 0).map(([name, all]) => [name, all.map(({ manifest }) => manifest)]),
  );
};

function line(label: string, objects: readonly Manifest[], engine: "argocd" | "flux", isAwaited: boolean): Line {
  const state = ({ kind }: Manifest) => STATES[kind]?.[engine === "argocd" ? 0 : 1];
  const awaits = objects.filter((one) => isAwaited && state(one) !== undefined);
  return text(
    label,
    objects.map((one) => formatId(resourceId(one))),
    awaits.map((one) => `${formatId(resourceId(one))} ${state(one)}`),
  );
}

function text(label: string, objects: readonly string[], awaits: readonly string[]): Line {
  return `${label}: ${objects.toSorted().join(", ")} -> ${awaits.toSorted().join(", ") || "none"}`;
}

function seen({ label, objects, gate }: Step): Line {
  return text(
    label,
    objects.map(({ id }) => formatId(id)),
    gate.awaits.map(({ id, until }) => `${formatId(id)} ${until}`),
  );
}

const orderFor = async (way: Way, settings: object): Promise<EnvironmentOrder> =>
  orderOf((await orderBundle(way, settings as never)).environment());

function only(order: EnvironmentOrder, kind: DeliveryOrder["kind"]): readonly DeliveryOrder[] {
  return order.deliveries.filter((one) => one.kind === kind);
}

describe.each(Object.entries(VARIANTS))("%s", (_name, settings) => {
  it("Argo CD: a step for each wave of the table, each awaited but the last without a hook", async () => {
    const stages = await stagesOf(settings);
    const rows = STAGES.filter(({ name }) => stages.has(name));
    const waves = [...new Set(rows.map(({ wave }) => wave))].sort((a, b) => a - b);
    const expected = waves.map((wave, index) => {
      const here = rows.filter((row) => row.wave === wave);
      const objects = here.flatMap(({ name }) => stages.get(name) ?? []);
      // A hook is awaited wherever it stands.
      const isAwaited = index < waves.length - 1 || here.some(({ gate }) => gate === "complete");
      return line(`wave ${wave}`, objects, "argocd", isAwaited);
    });
    const [application, ...others] = (await orderFor("argocd", settings)).deliveries;
    expect(others).toEqual([]);
    expect(application?.steps.map(seen)).toEqual(expected);
    expect(application?.aside).toEqual([]);
    const hooks = application?.steps.flatMap(({ objects }) => objects.filter(({ isHook }) => isHook)) ?? [];
    expect(hooks.map(({ id }) => id.kind)).toEqual(rows.filter(({ gate }) => gate === "complete").map(() => "Job"));
  });

  it("HelmReleases: the charts of the table in lock-step, with their hooks", async () => {
    const stages = await stagesOf(settings);
    const charts = [...new Set(STAGES.filter(({ name }) => stages.has(name)).map(({ chart }) => chart))];
    const order = await orderFor("helm-releases", settings);
    const releases = only(order, "helm-release");
    expect(releases.map(({ by }) => by?.name)).toEqual(charts.map((chart) => `certctl-c-${chart}`));
    for (const [index, release] of releases.entries()) {
      const rows = STAGES.filter(({ name, chart }) => stages.has(name) && chart === charts[index]);
      const plain = rows.filter(({ helmHook }) => helmHook === undefined);
      const hook = ({ name, helmHook = "", wave }: Stage) =>
        line(
          `${helmHook.replaceAll(",", "/")} hook${wave === 0 ? "" : ` weight ${wave}`}`,
          stages.get(name) ?? [],
          "flux",
          true,
        );
      expect(release.steps.map(seen)).toEqual([
        ...rows.filter(({ helmHook = "" }) => helmHook.startsWith("pre-")).map(hook),
        line(
          "manifests",
          plain.flatMap(({ name }) => stages.get(name) ?? []),
          "flux",
          plain.every(({ gate }) => gate !== "none"),
        ),
        ...rows.filter(({ helmHook = "" }) => helmHook.startsWith("post-")).map(hook),
      ]);
      expect(release.appliedBy.map(({ name }) => name)).toEqual(["certctl-c"]);
      const before = charts[index] === "edge" ? "server" : charts[index - 1];
      expect(release.after.map(({ on, isKnown, until, lockStep }) => [on.name, isKnown, until, lockStep?.by])).toEqual(
        before === undefined ? [] : [[`certctl-c-${before}`, true, "readyExpr", "chart version"]],
      );
    }
  });

  it("Kustomizations: a chain of the table's stages, each ready at the same revision before the next", async () => {
    const stages = await stagesOf(settings);
    const rows = STAGES.filter(({ name }) => stages.has(name));
    const order = await orderFor("kustomizations", settings);
    const parts = only(order, "kustomization").filter(({ by }) => by?.name !== "certctl-c");
    expect(parts.map(({ by }) => by?.name)).toEqual(rows.map(({ name }) => `certctl-c-${name}`));
    for (const [index, { name, gate, after }] of rows.entries()) {
      const objects = stages.get(name) ?? [];
      const isFirst = ({ kind }: Manifest) => kind === "Namespace";
      const definitions = objects.filter(isFirst);
      const steps = [
        ...(definitions.length === 0 ? [] : [line("definitions", definitions, "flux", true)]),
        line(
          "objects",
          objects.filter((one) => !isFirst(one)),
          "flux",
          gate !== "none",
        ),
      ];
      expect(parts[index]?.steps.map(seen)).toEqual(steps);
      const before = after ?? rows[index - 1]?.name;
      expect(parts[index]?.after.map(({ on, until, lockStep }) => [on.name, until, lockStep?.by])).toEqual(
        before === undefined ? [] : [[`certctl-c-${before}`, "ready", "revision"]],
      );
    }
  });
});
