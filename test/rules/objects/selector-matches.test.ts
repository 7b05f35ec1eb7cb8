/** A workload must pick its own pods. */
import { selectorMatches } from "../../../src/rules/objects/selector-matches.ts";
import { describeObjectRule } from "../cases.ts";

const workload = (selector: object, labels: object, kind = "Deployment") => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "a" },
  spec: { selector: { matchLabels: selector }, template: { metadata: { labels }, spec: { containers: [] } } } as never,
});

describeObjectRule(selectorMatches, {
  reports: {
    "a label that is missing": { object: workload({ a: "1" }, { b: "1" }), at: "/spec/selector/matchLabels" },
    "a label of another value": { object: workload({ a: "1" }, { a: "2" }, "StatefulSet") },
    "a template without labels": { object: workload({ a: "1" }, {}, "DaemonSet") },
  },
  silent: {
    "a template with more labels": workload({ a: "1" }, { a: "1", b: "1" }),
    "a Job, whose selector Kubernetes makes": { ...workload({ a: "1" }, {}, "Job"), apiVersion: "batch/v1" },
    "a Deployment of another group": { ...workload({ a: "1" }, {}), apiVersion: "example.com/v1" },
  },
});
