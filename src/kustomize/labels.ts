/** `labels`: adds labels to objects and, where asked, to selectors and pod templates. */
import type { JsonObject } from "../model/json.ts";
import { at, isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { updateAt, withKey } from "./field-path.ts";
import type { FieldSpec } from "./field-specs.ts";
import { fitsKind, spec } from "./field-specs.ts";
import type { LabelEntry } from "./kustomization.ts";
import { followGroups, placesOf } from "./label-groups.ts";
import type { Resource } from "./resource.ts";
import { withManifest } from "./resource.ts";

const METADATA: readonly FieldSpec[] = [spec("metadata/labels", {}, true)];

/** Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/metadatalabels.go. */
const TEMPLATES: readonly FieldSpec[] = [
  spec("spec/template/metadata/labels", { version: "v1", kind: "ReplicationController" }, true),
  spec("spec/template/metadata/labels", { kind: "Deployment" }, true),
  spec("spec/template/metadata/labels", { kind: "ReplicaSet" }, true),
  spec("spec/template/metadata/labels", { kind: "DaemonSet" }, true),
  spec("spec/template/metadata/labels", { group: "apps", kind: "StatefulSet" }, true),
  spec("spec/volumeClaimTemplates[]/metadata/labels", { group: "apps", kind: "StatefulSet" }, true),
  spec("spec/template/metadata/labels", { group: "batch", kind: "Job" }, true),
  spec("spec/jobTemplate/metadata/labels", { group: "batch", kind: "CronJob" }, true),
  spec("spec/jobTemplate/spec/template/metadata/labels", { group: "batch", kind: "CronJob" }, true),
];

const POD_SELECTORS = [
  "affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
  "affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
  "affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
  "affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
  "topologySpreadConstraints/labelSelector/matchLabels",
];

/** Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/commonlabels.go. */
const SELECTORS: readonly FieldSpec[] = [
  spec("spec/selector", { version: "v1", kind: "Service" }, true),
  spec("spec/selector", { version: "v1", kind: "ReplicationController" }, true),
  spec("spec/selector/matchLabels", { kind: "Deployment" }, true),
  spec("spec/selector/matchLabels", { kind: "ReplicaSet" }, true),
  spec("spec/selector/matchLabels", { kind: "DaemonSet" }, true),
  spec("spec/selector/matchLabels", { group: "apps", kind: "StatefulSet" }, true),
  ...["Deployment", "StatefulSet"].flatMap((kind) =>
    POD_SELECTORS.map((path) => spec(`spec/template/spec/${path}`, { group: "apps", kind }, false)),
  ),
  spec("spec/selector/matchLabels", { group: "batch", kind: "Job" }, false),
  spec("spec/jobTemplate/spec/selector/matchLabels", { group: "batch", kind: "CronJob" }, false),
  spec("spec/selector/matchLabels", { group: "policy", kind: "PodDisruptionBudget" }, false),
  spec("spec/podSelector/matchLabels", { group: "networking.k8s.io", kind: "NetworkPolicy" }, false),
  spec("spec/ingress/from/podSelector/matchLabels", { group: "networking.k8s.io", kind: "NetworkPolicy" }, false),
  spec("spec/egress/to/podSelector/matchLabels", { group: "networking.k8s.io", kind: "NetworkPolicy" }, false),
];

/** The resources with the labels added; existing values are overwritten. */
export function addLabels(resources: readonly Resource[], entries: readonly LabelEntry[]): readonly Resource[] {
  return entries.reduce((before, entry) => before.map((resource) => label(resource, entry)), resources);
}

function label(resource: Resource, entry: LabelEntry): Resource {
  const specs = [
    ...METADATA,
    ...(entry.includeTemplates || entry.includeSelectors ? TEMPLATES : []),
    ...(entry.includeSelectors ? SELECTORS : []),
  ].filter((row) => fitsKind(row, resource.id));
  return Object.entries(entry.pairs).reduce((before, [key, value]) => addLabel(before, specs, key, value), resource);
}

function addLabel(resource: Resource, specs: readonly FieldSpec[], key: string, value: string): Resource {
  const { manifest, labelGroups } = resource;
  const labelled = specs.reduce<JsonObject>(
    (object, row) =>
      updateAt(object, row.path, row.create, (labels) =>
        withKey(isObject(labels) ? labels : {}, key, value),
      ) as JsonObject,
    manifest,
  );
  const after = followGroups<JsonObject>(manifest, labelled, labelGroups);
  const made = specs
    .flatMap((row) => placesOf(after, row.path))
    .filter((place) => at(manifest, ...place, key) === undefined);
  const groups = made.length < 2 ? labelGroups : [...labelGroups, { key, places: made }];
  return { ...withManifest(resource, after as Manifest), labelGroups: groups };
}
