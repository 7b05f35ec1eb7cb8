/** The metadata that every object has, custom resources too: `io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta` of Kubernetes 1.34. */
import type { Schema } from "./schema.ts";

const text: Schema = { type: "string" };
const whole: Schema = { type: "integer", format: "int64" };
const flag: Schema = { type: "boolean" };
const time: Schema = { type: "string", format: "date-time" };
const texts: Schema = { type: "object", additionalProperties: text };

export const OBJECT_META: Schema = {
  type: "object",
  properties: {
    annotations: texts,
    creationTimestamp: time,
    deletionGracePeriodSeconds: whole,
    deletionTimestamp: time,
    finalizers: { type: "array", items: text, list: "set" },
    generateName: text,
    generation: whole,
    labels: texts,
    managedFields: {
      type: "array",
      items: {
        type: "object",
        properties: {
          apiVersion: text,
          fieldsType: text,
          fieldsV1: { type: "object", open: true },
          manager: text,
          operation: text,
          subresource: text,
          time,
        },
      },
    },
    name: text,
    namespace: text,
    ownerReferences: {
      type: "array",
      items: {
        type: "object",
        properties: {
          apiVersion: text,
          blockOwnerDeletion: flag,
          controller: flag,
          kind: text,
          name: text,
          uid: text,
        },
        required: ["apiVersion", "kind", "name", "uid"],
      },
      list: "map",
      keys: ["uid"],
    },
    resourceVersion: text,
    selfLink: text,
    uid: text,
  },
};
