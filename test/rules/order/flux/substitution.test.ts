/** Texts arrive as they were written. */
import { substitution } from "../../../../src/rules/order/flux/substitution.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const fills =
  (text: string, postBuild: object = { substitute: { ZONE: "a" } }) =>
  (bundle: OrderBundle): void => {
    // The bundle's own scripts have variables of the shell.
    for (const { by, resources } of bundle.appliers) {
      if (!by.metadata.name.endsWith("-agent")) continue;
      by.spec.postBuild = postBuild;
      for (const object of resources) {
        bundle.annotate(object, {
          "kustomize.toolkit.fluxcd.io/substitute": object.kind === "Namespace" ? undefined : "disabled",
        });
        if (object.kind === "Namespace") bundle.annotate(object, { note: text });
      }
    }
  };
const way = "kustomizations" as const;

describeOrderRule(substitution, {
  reports: {
    "two dollar signs": { way, change: fills("pa$$word"), says: /single \$/, at: "/metadata/annotations/note" },
    "a variable without a value": { way, change: fills("${REGION}"), says: /^\$\{REGION\} has no value/ },
    "an expression that Flux can't read": { way, change: fills("${a.b}"), says: /can't read/ },
    "a brace that does not end": { way, change: fills("${{ github.ref }}"), says: /can't read/ },
    "an expression, whatever the variables are": {
      way,
      change: fills("${!X}", { substituteFrom: [{ kind: "ConfigMap", name: "vars" }] }),
    },
    "a variable where all are filled in": {
      way,
      change: fills("${REGION}", { substitute: {}, substituteStrategy: "Always" }),
    },
    "an object that is left out in capitals": {
      way,
      change: (bundle) => {
        fills("${REGION}")(bundle);
        bundle.annotate(bundle.object("Namespace", "certctl-agents"), {
          "kustomize.toolkit.fluxcd.io/substitute": "Disabled",
        });
      },
    },
  },
  silent: {
    "a variable with a value": { way, change: fills("${ZONE} $HOME $(NAME)") },
    "a variable with a default": { way, change: fills("${REGION:-eu} ${REGION:=eu}") },
    "an escaped variable": { way, change: fills("$${REGION}") },
    "a variable that a ConfigMap may have": {
      way,
      change: fills("${REGION}", { substituteFrom: [{ kind: "ConfigMap", name: "vars" }] }),
    },
    "a Kustomization that fills nothing in": { way, change: fills("${REGION} $$", {}) },
    "an object that is left out by a label": {
      way,
      change: (bundle) => {
        fills("${REGION}")(bundle);
        bundle.object("Namespace", "certctl-agents").metadata.labels = {
          "kustomize.toolkit.fluxcd.io/substitute": "disabled",
        };
      },
    },
  },
});
