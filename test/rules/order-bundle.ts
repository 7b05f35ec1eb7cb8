/** A good bundle as an engine applies it, for a test that breaks it in one place. */
import type { AppliedEnvironment, Applier, ApplierKind } from "../../src/model/applied.ts";
import { at, type JsonObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { documents, type Made, made, templates } from "../support/bundle.ts";
import { type Loose, renamed, resourceOf } from "./bundle.ts";

/** `objects`: rendered, with nothing that says who applies them. */
export type Way = "argocd" | "helm-releases" | "kustomizations" | "objects";

export interface Applies {
  kind: ApplierKind;
  by: Loose;
  resources: Loose[];
  chartVersion?: string;
}

type Part = "server" | "database" | "credentials" | "migrate" | "enroll" | "agent";

export class OrderBundle {
  readonly appliers: Applies[];
  /** Objects that nobody of these applies: projects, sources. */
  readonly others: Loose[];

  constructor(appliers: readonly Applies[], others: readonly JsonObject[]) {
    this.appliers = structuredClone(appliers) as Applies[];
    this.others = structuredClone(others) as Loose[];
  }

  /** The only applier whose name ends so, or, without an ending, the first. */
  applier(ending = ""): Applies {
    const found = this.appliers.filter(({ by }) => ending === "" || by?.metadata.name.endsWith(`-${ending}`));
    if (ending !== "" && found.length !== 1) throw new Error(`${found.length} appliers ${ending}`);
    return found[0] as Applies;
  }

  /** The spec of the Application, Kustomization or HelmRelease. */
  spec(ending = ""): Loose {
    return this.applier(ending).by.spec;
  }

  get all(): Loose[] {
    return [...this.appliers.flatMap(({ resources }) => resources), ...this.others];
  }

  /** The only object of that kind with the name, or, without one, of that kind. */
  object(kind: string, name?: string): Loose {
    const found = this.all.filter((m) => m.kind === kind && (name === undefined || m.metadata.name === name));
    if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${name ?? ""}`);
    return found[0];
  }

  /** The Deployment, StatefulSet, DaemonSet or Job of a part. */
  workload(part: Part): Loose {
    const found = this.all.filter(
      (m) => m.spec?.template?.spec !== undefined && m.metadata.labels?.["app.kubernetes.io/component"] === part,
    );
    if (found.length !== 1) throw new Error(`${found.length} workloads ${part}`);
    return found[0];
  }

  /** Sets annotations of an object; undefined takes one away. */
  annotate(object: Loose, annotations: Readonly<Record<string, string | undefined>>): void {
    const all = { ...object.metadata.annotations, ...annotations };
    object.metadata.annotations = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  /** Moves an object to the end of another applier's. */
  move(object: Loose, ending: string): void {
    for (const applier of this.appliers) applier.resources = applier.resources.filter((one) => one !== object);
    this.applier(ending).resources.push(object);
  }

  environment(rename: (manifests: readonly JsonObject[]) => JsonObject[] = (all) => [...all]): AppliedEnvironment {
    const one = (manifest: Loose) => resourceOf(rename([manifest])[0] as Manifest);
    const known = new Map(
      [...this.others, ...this.appliers.flatMap(({ by, resources }) => [...resources, by])]
        .filter((manifest) => manifest !== undefined)
        .map((manifest) => [manifest, one(manifest)] as const),
    );
    const of = (manifest: Loose) => known.get(manifest) as NonNullable<Applier["by"]>;
    return {
      name: "test",
      appliers: this.appliers.map(({ kind, by, resources, chartVersion }) => ({
        kind,
        by: by === undefined ? undefined : of(by),
        resources: resources.map(of),
        ...(chartVersion === undefined ? {} : { chartVersion }),
      })),
      resources: [...known.values()],
      manualSecrets: [],
    };
  }
}

export async function orderBundle(way: Way, settings: JsonObject): Promise<OrderBundle> {
  if (way === "argocd" || way === "objects") return inWaves(way, await made(settings));
  const delivery = way === "helm-releases" ? "helmrelease" : "kustomization";
  const flux = { ...(at(settings, "flux") as JsonObject | undefined), delivery };
  const of = await made({ ...settings, engine: "flux", flux });
  return way === "helm-releases" ? inReleases(of) : inKustomizations(of);
}

function inWaves(way: "argocd" | "objects", { tree, objects }: Made): OrderBundle {
  const resources = objects.map(({ manifest }) => manifest);
  if (way === "objects") return new OrderBundle([{ kind: "none", by: undefined, resources }], []);
  const [by] = documents(tree, "argocd/c/application.yaml");
  return new OrderBundle([{ kind: "application", by, resources }], documents(tree, "argocd/c/project.yaml"));
}

/** What Flux applies of the folder: the source, the releases or Kustomizations, and the one that applies them. */
function withSync({ tree }: Made, appliers: readonly Applies[]): OrderBundle {
  const [sync] = documents(tree, "flux/c/sync.yaml");
  const source = documents(tree, "flux/c/source.yaml");
  const resources = [...source, ...appliers.map(({ by }) => by), sync];
  return new OrderBundle([...appliers, { kind: "kustomization", by: sync, resources }], []);
}

function inReleases(of: Made): OrderBundle {
  const names = ["data", "server", "agents", "edge"].filter((name) => of.tree.has(`flux/c/${name}.yaml`));
  const appliers = names.map((name): Applies => {
    const [by] = documents(of.tree, `flux/c/${name}.yaml`);
    const [chart] = documents(of.tree, `flux/c/charts/${name}/Chart.yaml`);
    return { kind: "helm-release", by, resources: templates(of, name), chartVersion: String(chart?.version) };
  });
  return withSync(of, appliers);
}

function inKustomizations(of: Made): OrderBundle {
  const appliers = of.rendered.stages.map(({ name, manifests }): Applies => {
    const [by] = documents(of.tree, `flux/c/${name}.yaml`);
    return { kind: "kustomization", by, resources: [...manifests] };
  });
  return withSync(of, appliers);
}

/** The bundle as it is, and one in which everything has another name. */
export function bothWays(bundle: OrderBundle): readonly AppliedEnvironment[] {
  return [bundle.environment(), bundle.environment(renamed)];
}
