/**
 * Where `$(NAME)` of `vars` is replaced: kustomize's own table.
 * Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/varreference.go.
 */
import type { FieldSpec } from "./config.ts";
import { row, rowsBelow } from "./field-spec-rows.ts";

const IN_CONTAINERS: readonly string[] = ["containers", "initContainers"].flatMap((list) =>
  ["args", "command", "env/value", "volumeMounts/mountPath"].map((field) => `${list}/${field}`),
);
const IN_PODS: readonly string[] = [...IN_CONTAINERS, "volumes/nfs/server"];

export const VAR_REFERENCES: readonly FieldSpec[] = [
  ...rowsBelow("CronJob", "spec/jobTemplate/spec/template/spec", IN_CONTAINERS),
  // Not below the pod's spec: so it is in kustomize.
  row("CronJob", "spec/jobTemplate/spec/template/volumes/nfs/server"),
  ...rowsBelow("DaemonSet", "spec/template/spec", IN_PODS),
  ...rowsBelow("Deployment", "spec/template/spec", IN_PODS),
  row("Deployment", "spec/template/metadata/annotations"),
  ...rowsBelow("Ingress", "spec", ["rules/host", "tls/hosts", "tls/secretName"]),
  ...rowsBelow("Job", "spec/template/spec", IN_PODS),
  ...rowsBelow("Pod", "spec", IN_PODS),
  ...rowsBelow("ReplicaSet", "spec/template/spec", IN_PODS),
  ...rowsBelow("Service", "spec/ports", ["port", "targetPort"]),
  ...rowsBelow("StatefulSet", "spec/template/spec", IN_CONTAINERS),
  row("StatefulSet", "spec/volumeClaimTemplates/spec/nfs/server"),
  row("PersistentVolume", "spec/nfs/server"),
  row("", "metadata/labels"),
  row("", "metadata/annotations"),
];
