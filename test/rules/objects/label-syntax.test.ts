/** Labels and annotations that the API server refuses. */
import { labelSyntax } from "../../../src/rules/objects/label-syntax.ts";
import { describeObjectRule } from "../cases.ts";

const labelled = (labels: object, annotations: object = {}) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "a", labels, annotations } as never,
});
const template = (labels: object, selector: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "a" },
  spec: { selector: { matchLabels: selector }, template: { metadata: { labels }, spec: { containers: [] } } } as never,
});

describeObjectRule(labelSyntax, {
  reports: {
    "a value with a space": { object: labelled({ a: "b c" }), says: /value/, at: "/metadata/labels/a" },
    "a value that is too long": { object: labelled({ a: "b".repeat(64) }), says: /at most 63 .* has 64/ },
    "a value that ends with a dash": { object: labelled({ a: "b-" }) },
    "a key with two slashes": { object: labelled({ "a/b/c": "" }), says: /key/ },
    "a prefix that is no DNS name": { object: labelled({ "A_b/c": "" }), says: /before the \// },
    "a key without a name": { object: labelled({ "a.b/": "" }) },
    "an annotation's key": { object: labelled({}, { "a b": "" }), at: "/metadata/annotations/a b" },
    "annotations that are too large": { object: labelled({}, { a: "b".repeat(262_144) }), says: /256 KiB/ },
    "a pod's label": { object: template({ a: "b c" }), at: "/spec/template/metadata/labels/a" },
    "a selector": { object: template({ a: "b" }, { a: "b c" }), at: "/spec/selector/matchLabels/a" },
  },
  silent: {
    "an empty value": labelled({ a: "" }),
    "a prefix": labelled({ "app.kubernetes.io/name": "a_b.c-D" }),
    "an annotation of any text": labelled({}, { "Example.com/Key": "any text: \n" }),
    "a value that somebody fills in": labelled({ a: "${APP} {{ b }}" }),
    "a value that is no text: the schema's affair": labelled({ a: 1 }),
    "a pod's labels": template({ a: "b" }, { a: "b" }),
  },
});
