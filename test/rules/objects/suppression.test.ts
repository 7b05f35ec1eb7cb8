/** Annotations that are meant to switch a rule off, and do not. */

import { suppression } from "../../../src/rules/objects/suppression.ts";
import { RULES } from "../../../src/rules/registry.ts";
import { describeObjectRule } from "../cases.ts";

const object = (annotations: object, inPod: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "a", annotations } as never,
  spec: { template: { metadata: { annotations: inPod }, spec: { containers: [] } } } as never,
});

describeObjectRule(
  suppression,
  {
    reports: {
      "a rule that is not there": { object: object({ "ignore.certctl-gitops/nothing-of-the-kind": "why" }) },
      "a slip in the name": {
        object: object({ "ignore.certctl-gitops/unknown-feild": "why" }),
        says: /no rule unknown-feild/,
        at: "/metadata/annotations/ignore.certctl-gitops/unknown-feild",
      },
      "no name": { object: object({ "ignore.certctl-gitops/": "why" }) },
      "no reason": { object: object({ "ignore.certctl-gitops/unknown-field": "" }), says: /no reason/ },
      "a reason of spaces": { object: object({ "ignore.certctl-gitops/unknown-field": " \n" }), says: /no reason/ },
      "a rule of the fleet file without a reason": { object: object({ "ignore.certctl-gitops/of-a-fleet": "" }) },
      "an annotation of the pod": {
        object: object({}, { "ignore.certctl-gitops/unknown-field": "why" }),
        says: /on the Deployment alone/,
        at: "/spec/template/metadata/annotations/ignore.certctl-gitops/unknown-field",
      },
      "each of several": {
        object: object({ "ignore.certctl-gitops/a": "why", "ignore.certctl-gitops/unknown-field": "" }),
        times: 2,
      },
    },
    silent: {
      "a rule with a reason": object({ "ignore.certctl-gitops/unknown-field": "why" }),
      "a rule of the fleet file": object({ "ignore.certctl-gitops/of-a-fleet": "why" }),
      "other annotations": object({ "certctl-gitops/manual-secrets": "", "example.com/ignore": "" }, { a: "" }),
      "a value that is no text: the schema's affair": object({ "ignore.certctl-gitops/a": 1 }),
      "no annotations": { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } as never },
    },
  },
  [...RULES.map(({ name }) => name), "of-a-fleet"],
);
