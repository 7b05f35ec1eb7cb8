/** The fields that kustomize changes and follows where no `configurations` add to them. */
import type { TransformerConfig } from "./config.ts";
import { COMMON_ANNOTATIONS, COMMON_LABELS, TEMPLATE_LABELS } from "./default-labels.ts";
import { NAME_REFERENCES } from "./default-name-references.ts";
import { VAR_REFERENCES } from "./default-var-references.ts";
import { row } from "./field-spec-rows.ts";
import { sortConfig } from "./merge-config.ts";

const IMAGE_PATHS: readonly string[] = ["containers[]/image", "initContainers[]/image", "volumes[]/image/reference"];

let made: TransformerConfig | undefined;

/**
 * Always the same object, sorted as kustomize sorts it.
 * Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/*.go.
 */
export function defaultConfig(): TransformerConfig {
  made ??= sortConfig({
    namePrefix: [row("", "metadata/name")],
    nameSuffix: [row("", "metadata/name")],
    namespace: [
      row("Namespace", "metadata/name", true),
      row("APIService.apiregistration.k8s.io", "spec/service/namespace", true),
      row("CustomResourceDefinition.apiextensions.k8s.io", "spec/conversion/webhook/clientConfig/service/namespace"),
    ],
    commonLabels: COMMON_LABELS,
    labels: [],
    templateLabels: TEMPLATE_LABELS,
    commonAnnotations: COMMON_ANNOTATIONS,
    nameReference: NAME_REFERENCES,
    varReference: VAR_REFERENCES,
    images: ["spec", "spec/template/spec"].flatMap((base) =>
      IMAGE_PATHS.map((path) => row("", `${base}/${path}`, true)),
    ),
    replicas: ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map((kind) =>
      row(kind, "spec/replicas", true),
    ),
  });
  return made;
}
