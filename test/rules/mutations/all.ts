/** All mutations of all clusters, each once, with the rules that find them. */
import type { AppliedEnvironment, Resource } from "../../../src/model/applied.ts";
import type { Manifest } from "../../../src/model/manifest.ts";
import { foundAs, foundWith, rulesThatSay, withObject } from "./broken.ts";
import { CLUSTERS, type Files, filesOf, found } from "./clusters.ts";
import { whyImmaterial } from "./immaterial.ts";
import { mutationsOf } from "./mutation.ts";

export interface Outcome {
  /** `Deployment certctl-server spec.replicas: larger`. */
  readonly name: string;
  /** `dropped`, `misspelt`, `object` of a whole one. */
  readonly what: string;
  readonly cluster: string;
  readonly rules: readonly string[];
}

export interface Outcomes {
  /** What rules say of the clusters as they are. */
  readonly before: readonly string[];
  readonly made: readonly Outcome[];
  /** How many were not made, by the reason. */
  readonly left: ReadonlyMap<string, number>;
}

/** `isBrief`: where schemas tell a mutation, no other rule is asked. */
export async function outcomes(isBrief: boolean): Promise<Outcomes> {
  const before: string[] = [];
  const made: Outcome[] = [];
  const left = new Map<string, number>();
  const seen = new Set<string>();
  for (const [cluster, settings] of Object.entries(CLUSTERS)) {
    const files = await filesOf(settings);
    const good = found(files);
    before.push(...rulesThatSay(good));
    for (const broken of good.environments.flatMap((environment) => [...mutationsIn(environment, files)])) {
      if (seen.has(broken.key)) continue;
      seen.add(broken.key);
      const why = whyLeft(broken);
      if (why !== undefined) left.set(why, (left.get(why) ?? 0) + 1);
      else made.push({ name: broken.name, what: broken.what, cluster, rules: rulesThatSay(broken.found(), isBrief) });
    }
  }
  return { before, made, left };
}

interface Broken {
  /** The same in another cluster is the same mutation; a field is misspelt once for each kind. */
  readonly key: string;
  readonly name: string;
  readonly what: string;
  /** Of all annotations together: the names of dropping each alone. They matter together where one of them does. */
  readonly parts: readonly string[];
  readonly found: () => ReturnType<typeof found>;
}

function whyLeft({ name, parts }: Broken): string | undefined {
  if (parts.length === 0) return whyImmaterial(name);
  const reasons = parts.map((part) => whyImmaterial(part));
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** The fields by which an object of an engine says where others are found: these are searched anew. */
const LOCATES =
  /^(spec|spec\.(path|source\b.*|sourceRef\b.*|chart|chart\.spec|chart\.spec\.chart|chart\.spec\.sourceRef\b.*)|metadata\.name)$/;

function* mutationsIn(environment: AppliedEnvironment, files: Files): Iterable<Broken> {
  const delivery = deliveryOf(environment);
  for (const resource of environment.resources) {
    const { manifest } = resource;
    const object = `${manifest.kind} ${nameOf(manifest)}`;
    const name = `${delivery}: ${object}`;
    const find = (changed: Manifest | undefined, place: string) => () =>
      search(environment, files, resource, changed, place);
    yield { key: name, name: `${name}: dropped`, what: "object", parts: [], found: find(undefined, "metadata.name") };
    for (const { place, what, apply } of mutationsOf(manifest)) {
      // Annotations mean something else to each engine.
      const whose = place.startsWith("metadata.annotations") ? name : object;
      const isAll = place === "metadata.annotations" && what === "dropped";
      const annotations = isAll ? Object.keys(manifest.metadata.annotations ?? {}) : [];
      yield {
        key: what === "misspelt" ? `${manifest.kind} ${generic(place)}` : `${whose} ${place}: ${what}`,
        name: `${whose} ${place}: ${what}`,
        what,
        parts: annotations.map((one) => `${whose} ${place}[${one}]: dropped`),
        // A field that nobody knows locates nothing.
        found: () => find(apply(manifest), what === "misspelt" ? "" : place)(),
      };
    }
  }
}

function search(
  environment: AppliedEnvironment,
  files: Files,
  resource: Resource,
  changed: Manifest | undefined,
  place: string,
): ReturnType<typeof found> {
  const isHandover = /^(Application|HelmRelease|Kustomization)$/.test(resource.id.kind);
  if (isHandover && LOCATES.test(place)) return foundWith(files, resource, changed);
  return foundAs(withObject(environment, resource, changed));
}

function deliveryOf({ name, appliers }: AppliedEnvironment): string {
  if (name.startsWith("argocd/")) return "Argo CD";
  return appliers.some(({ kind }) => kind === "helm-release") ? "HelmRelease" : "Kustomization";
}

/** Without the hash of its contents. */
function nameOf({ metadata }: Manifest): string {
  return metadata.name.replace(/-[bcdfghkm2456789t]{10}$/, "");
}

function generic(place: string): string {
  return place.replaceAll(/\[[^\]]*\]/g, "[]");
}
