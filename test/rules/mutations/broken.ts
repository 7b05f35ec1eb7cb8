/** A cluster with one thing changed, and the rules that say something then. */
import { type Found, NO_APPLICATIONS, NOTHING_BESIDE } from "../../../src/environments/environments.ts";
import type { AppliedEnvironment, Resource } from "../../../src/model/applied.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { formatId, type Manifest, resourceId } from "../../../src/model/manifest.ts";
import { runRules } from "../../../src/rules/run.ts";
import { shippedSchemas } from "../../support/kinds.ts";
import { type Files, found } from "./clusters.ts";

/** No bundle of ours defines kinds of its own, so that the same ones serve all. */
const SCHEMAS = shippedSchemas();
const OPTIONS = { nodes: undefined, kubernetes: [1, 34], strict: true, schemas: SCHEMAS } as const;

/** Names of the rules that find something, each once; what was found of the files themselves counts too. */
export function rulesThatSay({ environments, incomplete, problems, notes }: Found, isBrief = false): readonly string[] {
  const input = [...problems, ...notes].map((finding) => ({ environment: "input", finding }));
  const all = [...environments, ...incomplete];
  const said = (schemasOnly: boolean): readonly string[] =>
    namesOf(runRules(all, { ...OPTIONS, schemasOnly }, input).findings);
  // Most slips are told by the schemas, which take a moment.
  const bySchemas = isBrief ? said(true) : [];
  return bySchemas.length > 0 ? bySchemas : said(false);
}

function namesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

/** The same environment with another object in the place of one; undefined takes it away. */
export function withObject(
  environment: AppliedEnvironment,
  { id }: Resource,
  manifest: Manifest | undefined,
): AppliedEnvironment {
  const key = formatId(id);
  const [place] = environment.resources.filter((one) => formatId(one.id) === key).map(({ placeOf }) => placeOf([]));
  const made: Resource[] =
    manifest === undefined ? [] : [{ manifest, id: resourceId(manifest), placeOf: () => place ?? {} }];
  const change = (resources: readonly Resource[]): Resource[] =>
    resources.flatMap((one) => (formatId(one.id) === key ? made : [one]));
  return {
    ...environment,
    resources: change(environment.resources),
    appliers: environment.appliers.map((applier) => ({
      ...applier,
      by: applier.by === undefined ? undefined : change([applier.by])[0],
      resources: change(applier.resources),
    })),
  };
}

const NOTHING = {
  incomplete: [],
  manifests: new Set<string>(),
  plain: new Set<string>(),
  passedOver: new Set<string>(),
  roots: new Set<string>(),
  beside: NOTHING_BESIDE,
  applications: NO_APPLICATIONS,
  problems: [],
  notes: [],
};

export function foundAs(environment: AppliedEnvironment): Found {
  return { ...NOTHING, environments: [environment] };
}

/** What is found where the object stands in the files as `manifest`: for what says where other objects are. */
export function foundWith(files: Files, { placeOf, manifest: old }: Resource, manifest: Manifest | undefined): Found {
  const { file = "" } = placeOf([]);
  const documents = (files.get(file)?.text ?? "").split(/^---\n/m);
  const isOld = (text: string): boolean =>
    new RegExp(`^kind: "?${old.kind}"?$`, "m").test(text) &&
    new RegExp(`^ {2}name: "?${old.metadata.name}"?$`, "m").test(text);
  if (documents.filter(isOld).length !== 1) throw new Error(`${old.kind} ${old.metadata.name} in ${file}`);
  const text = documents
    .flatMap((one) => (isOld(one) ? (manifest === undefined ? [] : [`${JSON.stringify(manifest)}\n`]) : [one]))
    .join("---\n");
  return found(new Map([...files, [file, { text }]]));
}
