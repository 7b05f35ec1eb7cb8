/** What Kubernetes itself takes in a pod, as far as the fleet file hands it on: closed, so that a slip of the hand is seen. */
import {
  boolean,
  dnsLabel,
  group,
  integer,
  list,
  map,
  objectName,
  oneOf,
  quantity,
  type Schema,
  string,
} from "./schema-words.ts";

export const tolerations = list(
  "Taints that the pods bear, as in a pod",
  group("A toleration", {
    key: string("The taint's key; without it every taint"),
    operator: oneOf("Exists: any value of the taint; Equal: this one", "Exists", "Equal"),
    value: string("The taint's value, for Equal"),
    effect: oneOf("The taint's effect; without it every effect", "NoSchedule", "PreferNoSchedule", "NoExecute"),
    tolerationSeconds: { type: "integer", description: "NoExecute: for how long, in seconds; without it for ever" },
  }),
);

const ofObject = (what: string): Schema =>
  group(
    `A key of ${what}`,
    {
      name: objectName("The object's name"),
      key: string("The key in it", { minLength: 1 }),
      optional: boolean("Whether the pod starts without it"),
    },
    ["name", "key"],
  );
export const valueFrom = {
  ...group(
    "Where the value comes from, as in a container: one of secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef",
    {
      secretKeyRef: ofObject("a Secret"),
      configMapKeyRef: ofObject("a ConfigMap"),
      fieldRef: group(
        "A field of the pod",
        {
          apiVersion: string("The version of the pod's schema"),
          fieldPath: string("The field, such as metadata.name", { minLength: 1 }),
        },
        ["fieldPath"],
      ),
      resourceFieldRef: group(
        "What a container asks for or may take",
        {
          containerName: string("The container; without it this one"),
          resource: string("Such as limits.memory", { minLength: 1 }),
          divisor: quantity("The unit of the value"),
        },
        ["resource"],
      ),
    },
  ),
  minProperties: 1,
  maxProperties: 1,
};

const requirements = (what: string, ...operators: readonly string[]): Schema =>
  list(
    what,
    group(
      "A requirement",
      {
        key: string("What is looked at", { minLength: 1 }),
        operator: oneOf("How it is compared", ...operators),
        values: list("With what", { type: "string" }),
      },
      ["key", "operator"],
    ),
  );
// What stands at several places of the affinities is written at the first, and the others refer to it there.
const AFFINITY = "#/definitions/scheduling/properties/affinity/properties";
const PODS = `${AFFINITY}/podAffinity/properties/requiredDuringSchedulingIgnoredDuringExecution/items`;
const NODES = `${AFFINITY}/nodeAffinity/properties/requiredDuringSchedulingIgnoredDuringExecution/properties/nodeSelectorTerms/items`;
const refer = (description: string, $ref: string): Schema => ({ description, $ref });

const nodeSelectorTerm = group("Nodes that meet all of it", {
  matchExpressions: requirements("By labels, or fields, of nodes", "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"),
  matchFields: refer("By fields of nodes", `${NODES}/properties/matchExpressions`),
});
const labelKeys = (what: string): Schema => list(what, string("A label's key", { minLength: 1 }));
const podAffinityTerm = group(
  "Pods, and how near they are",
  {
    labelSelector: group("By labels, of pods or namespaces", {
      matchLabels: map("By labels with these values"),
      matchExpressions: requirements("By labels", "In", "NotIn", "Exists", "DoesNotExist"),
    }),
    matchLabelKeys: labelKeys("Labels that those pods share with this one"),
    mismatchLabelKeys: labelKeys("Labels in which they differ"),
    namespaceSelector: refer("In which namespaces, by their labels", `${PODS}/properties/labelSelector`),
    namespaces: list("In which namespaces", dnsLabel("A namespace")),
    topologyKey: string("The nodes' label of which one value is one place", { minLength: 1 }),
  },
  ["topologyKey"],
);
const weighted = (term: "preference" | "podAffinityTerm", schema: Schema): Schema =>
  list(
    "What is better, where there is a choice",
    group(
      "A term and how much it counts",
      { weight: { ...integer("How much it counts", 1), maximum: 100 }, [term]: schema },
      ["weight", term],
    ),
  );
export const affinity = group("Merged over the profile's", {
  nodeAffinity: group("Near to which nodes", {
    requiredDuringSchedulingIgnoredDuringExecution: group(
      "What must be",
      { nodeSelectorTerms: list("Nodes that meet one of these", nodeSelectorTerm) },
      ["nodeSelectorTerms"],
    ),
    preferredDuringSchedulingIgnoredDuringExecution: weighted("preference", refer("Such nodes", NODES)),
  }),
  podAffinity: group("Which pods to be near to, or away from", {
    requiredDuringSchedulingIgnoredDuringExecution: list("What must be", podAffinityTerm),
    preferredDuringSchedulingIgnoredDuringExecution: weighted("podAffinityTerm", refer("Such pods", PODS)),
  }),
  podAntiAffinity: refer("Away from which pods", `${AFFINITY}/podAffinity`),
});
