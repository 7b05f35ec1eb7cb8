/** Orders of small made-up environments, as text. */
import type { AppliedEnvironment, Applier, ApplierKind, Resource } from "../../src/model/applied.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { formatId, type Manifest, resourceId } from "../../src/model/manifest.ts";
import type { DeliveryOrder } from "../../src/model/order.ts";
import type { Engine } from "../../src/order/delivery.ts";
import { orderOf } from "../../src/order/order.ts";

const VERSIONS: Readonly<Record<string, string>> = {
  Application: "argoproj.io/v1alpha1",
  Certificate: "cert-manager.io/v1",
  ClusterRole: "rbac.authorization.k8s.io/v1",
  CustomResourceDefinition: "apiextensions.k8s.io/v1",
  DaemonSet: "apps/v1",
  Deployment: "apps/v1",
  HelmRelease: "helm.toolkit.fluxcd.io/v2",
  Ingress: "networking.k8s.io/v1",
  IngressClass: "networking.k8s.io/v1",
  Job: "batch/v1",
  Kustomization: "kustomize.toolkit.fluxcd.io/v1",
  Route: "example.com/v1",
  SealedSecret: "bitnami.com/v1alpha1",
  ServiceMonitor: "monitoring.coreos.com/v1",
  StatefulSet: "apps/v1",
};

interface Parts {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly spec?: JsonObject;
  readonly data?: JsonObject;
}

/** `Job a`, with annotations and whatever else it has. */
export function object(name: string, { annotations, namespace, ...rest }: Parts = {}): Resource {
  const [kind = "", own = ""] = name.split(" ");
  const manifest: Manifest = {
    apiVersion: VERSIONS[kind] ?? "v1",
    kind,
    metadata: {
      name: own,
      ...(namespace === undefined ? {} : { namespace }),
      ...(annotations === undefined ? {} : { annotations }),
    },
    ...rest,
  };
  return { manifest, id: resourceId(manifest), placeOf: () => ({}) };
}

export function wave(name: string, number: number, parts: Parts = {}): Resource {
  return object(name, {
    ...parts,
    annotations: { "argocd.argoproj.io/sync-wave": String(number), ...parts.annotations },
  });
}

export function hook(name: string, events: string, annotations: Readonly<Record<string, string>> = {}): Resource {
  const key = events.includes("-") || events === "test" ? "helm.sh/hook" : "argocd.argoproj.io/hook";
  return object(name, { annotations: { [key]: events, ...annotations } });
}

const KINDS: Readonly<Record<string, ApplierKind>> = {
  Application: "application",
  HelmRelease: "helm-release",
  Kustomization: "kustomization",
};

/** What an object hands over, or, without one, what nobody hands over. */
export function applied(by: Resource | undefined, ...resources: Resource[]): Applier {
  return { kind: KINDS[by?.id.kind ?? ""] ?? "none", by, resources };
}

export function environment(appliers: readonly Applier[], others: readonly Resource[] = []): AppliedEnvironment {
  const resources = [...appliers.flatMap((one) => one.resources), ...others];
  return { name: "test", appliers, resources, manualSecrets: [] };
}

/** The deliveries in their order, each with its steps: `wave 1: Job a* -> Job a complete`. */
export function shown(appliers: readonly Applier[], others: readonly Resource[] = [], as?: Engine): readonly string[] {
  return orderOf(environment(appliers, others), as).deliveries.flatMap((one) => [header(one), ...stepsOf(one)]);
}

/** The steps of what is applied by one object, or by none. */
export function steps(by: Resource | undefined, ...resources: Resource[]): readonly string[] {
  return orderOf(environment([applied(by, ...resources)])).deliveries.flatMap(stepsOf);
}

function header({ by, after, appliedBy, starts }: DeliveryOrder): string {
  const name = by === undefined ? "nobody" : `${by.kind} ${by.name}`;
  const waits = after.map(({ on, isKnown, how, until, lockStep }) =>
    [on.name, ...(isKnown ? [] : ["(unknown)"]), how, until, lockStep?.by ?? ""].join(" ").trim(),
  );
  return [
    name,
    ...waits.map((one) => `after ${one}`),
    ...appliedBy.map((one) => `by ${one.name}`),
    ...(starts === undefined ? [] : [starts]),
  ].join(", ");
}

function stepsOf({ steps: all, aside }: DeliveryOrder): readonly string[] {
  return [
    ...all.map(({ label, objects, gate }) => {
      const names = objects.map(({ id, isHook }) => `${formatId(id)}${isHook ? "*" : ""}`).join(", ");
      const awaits = gate.awaits.map(({ id, until }) => `${id.kind} ${id.name} ${until}`);
      const left = gate.notAwaited.map(({ kind, name }) => `not ${kind} ${name}`);
      const waits = [...awaits, ...left, ...(gate.timeout === undefined ? [] : [`for ${gate.timeout}`])];
      return `${label}: ${names} -> ${waits.join(", ") || "none"}`;
    }),
    ...aside.map(({ id, when }) => `aside: ${formatId(id)} ${when}`),
  ];
}
