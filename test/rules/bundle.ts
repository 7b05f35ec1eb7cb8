/** A good bundle that a test breaks in one place: the rendered objects of a cluster, renamed throughout. */
import type { AppliedEnvironment, Resource } from "../../src/model/applied.ts";
import { isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import { type Manifest, resourceId } from "../../src/model/manifest.ts";
import { made } from "../support/bundle.ts";

/** Plain data that a test may change. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into objects of any kind
export type Loose = any;

type Part = "server" | "database" | "credentials" | "migrate" | "enroll" | "agent";

export class Bundle {
  readonly manifests: Loose[];

  constructor(manifests: readonly JsonObject[]) {
    // A part that several objects share would change in all of them at once: JSON knows no sharing.
    this.manifests = JSON.parse(JSON.stringify(manifests));
  }

  /** The only object of that kind with the name, or, without one, of that kind. */
  object(kind: string, name?: string): Loose {
    const found = this.manifests.filter((m) => m.kind === kind && (name === undefined || m.metadata.name === name));
    if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${name ?? ""}`);
    return found[0];
  }

  /** The Deployment, StatefulSet, DaemonSet or Job of a part. */
  workload(part: Part): Loose {
    const found = this.manifests.filter(
      (m) => m.spec?.template?.spec !== undefined && m.metadata.labels["app.kubernetes.io/component"] === part,
    );
    if (found.length !== 1) throw new Error(`${found.length} workloads ${part}`);
    return found[0];
  }

  pod(part: Part): Loose {
    return this.workload(part).spec.template.spec;
  }

  /** The part's first container, or that of a name, init containers too. */
  container(part: Part, name?: string): Loose {
    const { containers, initContainers = [] } = this.pod(part);
    if (name === undefined) return containers[0];
    const found = [...initContainers, ...containers].find((one: Loose) => one.name === name);
    if (found === undefined) throw new Error(`no container ${name}`);
    return found;
  }

  /** Sets a literal variable of a part's first container, in place of what it had; undefined takes it away. */
  setVariable(part: Part, name: string, value: string | JsonObject | undefined): void {
    const container = this.container(part);
    const index = container.env.findIndex((one: Loose) => one.name === name);
    const entry = typeof value === "object" ? { name, valueFrom: value } : { name, value };
    if (index < 0) {
      if (value !== undefined) container.env.push(entry);
    } else container.env.splice(index, 1, ...(value === undefined ? [] : [entry]));
  }

  add(...manifests: Loose[]): void {
    this.manifests.push(...manifests);
  }

  remove(object: Loose): void {
    this.manifests.splice(this.manifests.indexOf(object), 1);
  }
}

/** The rendered objects of a cluster with these settings of a fleet file. */
export async function bundleOf(settings: JsonObject): Promise<Bundle> {
  const { objects } = await made(settings);
  return new Bundle(objects.map(({ manifest }) => manifest));
}

/** Objects as one environment that nobody says how to apply; places are `<kind>.yaml:1`. */
export function environmentOf(manifests: readonly JsonObject[], name = "test"): AppliedEnvironment {
  const resources = manifests.map((manifest) => resourceOf(manifest as Manifest));
  return { name, appliers: [{ kind: "none", by: undefined, resources }], resources, manualSecrets: [] };
}

export function resourceOf(manifest: Manifest): Resource {
  return {
    manifest,
    id: resourceId(manifest),
    placeOf: () => ({ file: `${manifest.kind.toLowerCase()}.yaml`, line: 1, column: 1 }),
  };
}

/** A Secret in the input: its texts are known. */
export function secret(namespace: string, name: string, texts: JsonObject, field = "stringData"): JsonObject {
  return { apiVersion: "v1", kind: "Secret", metadata: { namespace, name }, [field]: texts };
}

/** Other names for all that certctl's parts are called, so that no rule can live on them. */
export function renamed(manifests: readonly JsonObject[]): JsonObject[] {
  return manifests.map((manifest) => rename(manifest) as JsonObject);
}

/** Images, whose names are facts, paths in them, and metrics, whose names have an underscore. */
const KEPT =
  /certctl-io\/certctl|^[a-z0-9-]+\.[a-z0-9.:-]+\/.*certctl|\/app\/|certctl-gitops|\/var\/lib\/|\/etc\/certctl|\bcertctl_/;

function rename(value: JsonValue): JsonValue {
  if (typeof value === "string") return KEPT.test(value) ? value : value.replaceAll(/certctl/g, "acme");
  if (Array.isArray(value)) return value.map(rename);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      /^app\.kubernetes\.io/.test(key) ? `acme.example/${key.slice(18)}` : key,
      rename(part),
    ]),
  );
}
