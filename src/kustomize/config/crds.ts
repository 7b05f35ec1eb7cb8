/** The files of the `crds` field: OpenAPI definitions of custom resources, whose extensions say what fields mean. */
import type { Mapping, Value } from "../yaml/value.ts";
import { own } from "../yaml/value.ts";
import type { FieldSpec, ReferenceRule, TransformerConfig } from "./config.ts";
import { ConfigError, EMPTY_CONFIG, mergeConfig, sortConfig } from "./merge-config.ts";
import { asMapping } from "./setting-reader.ts";

interface Findings {
  readonly commonAnnotations: FieldSpec[];
  readonly commonLabels: FieldSpec[];
  readonly namePrefix: FieldSpec[];
  readonly nameReference: ReferenceRule[];
}

/**
 * What the one document of a file adds, sorted; kustomize's own tables are not in it. Throws a ConfigError where it is
 * malformed or a definition contains itself.
 * Source: kustomize 5.8.1, api/internal/accumulator/loadconfigfromcrds.go.
 */
export function readCrd(document: Value): TransformerConfig {
  const definitions = asMapping(document, []);
  return Object.keys(definitions)
    .filter((name) => isResource(propertiesOf(definitions, name)))
    .map((name) => {
      const findings: Findings = { commonAnnotations: [], commonLabels: [], namePrefix: [], nameReference: [] };
      collect(findings, definitions, name.slice(name.lastIndexOf(".") + 1), name, [], []);
      return sortConfig({ ...EMPTY_CONFIG, ...findings });
    })
    .reduce(mergeConfig, EMPTY_CONFIG);
}

function isResource(properties: Mapping): boolean {
  return ["kind", "apiVersion", "metadata"].every((name) => own(properties, name) !== undefined);
}

function propertiesOf(definitions: Mapping, name: string): Mapping {
  const definition = asMapping(own(definitions, name) ?? null, [name]);
  const key = Object.keys(definition).find((one) => one.toLowerCase() === "schema") ?? "schema";
  const schema = asMapping(own(definition, key) ?? null, [name, key]);
  const properties = asMapping(own(schema, "properties") ?? null, [name, key, "properties"]);
  for (const [property, value] of Object.entries(properties)) {
    asMapping(value, [name, key, "properties", property]);
  }
  return properties;
}

function collect(
  findings: Findings,
  definitions: Mapping,
  kind: string,
  name: string,
  path: readonly string[],
  above: readonly string[],
): void {
  if (above.includes(name)) throw new ConfigError("the definition contains itself", "Leave the reference out.", [name]);
  for (const [key, value] of Object.entries(propertiesOf(definitions, name))) {
    const property = asMapping(value, [name]);
    const place = [...path, key];
    note(findings, property, kind, place);
    const reference = referenceOf(property);
    if (reference !== undefined && own(definitions, reference) !== undefined) {
      collect(findings, definitions, kind, reference, place, [...above, name]);
    }
  }
}

function note(findings: Findings, property: Mapping, kind: string, place: readonly string[]): void {
  const spec = (...more: readonly string[]): FieldSpec => ({
    ...(kind === "" ? {} : { kind }),
    path: [...place, ...more].join("/"),
    create: false,
  });
  if (extension(property, "annotation") !== undefined) findings.commonAnnotations.push(spec());
  if (extension(property, "label-selector") !== undefined) findings.commonLabels.push(spec());
  if (extension(property, "identity") !== undefined) findings.namePrefix.push(spec());
  const version = extension(property, "object-ref-api-version");
  const target = extension(property, "object-ref-kind");
  if (version === undefined || target === undefined) return;
  const name = extension(property, "object-ref-name-key") ?? "name";
  findings.nameReference.push({
    target: { ...(version === "" ? {} : { version }), ...(target === "" ? {} : { kind: target }) },
    fields: [spec(name)],
  });
}

/** Only texts count. */
function extension(property: Mapping, name: string): string | undefined {
  const value = own(property, `x-kubernetes-${name}`);
  return typeof value === "string" ? value : undefined;
}

/** A reference is read as a URL: scheme and host in lower case, no doubled slashes, blanks escaped. */
function referenceOf(property: Mapping): string | undefined {
  const reference = own(property, "$ref");
  if (typeof reference !== "string") return undefined;
  const [, host = "", path = ""] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)?(.*)$/is.exec(reference) ?? [];
  return host.toLowerCase() + path.replaceAll(/\/{2,}/g, "/").replaceAll(" ", "%20");
}
