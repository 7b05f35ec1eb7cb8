/** The namespaces belong to somebody else. */

import { BASE_AGENTS_NAMESPACE, BASE_NAMESPACE } from "../../certctl/base-names.ts";
import { type Component, remove } from "./component.ts";

export const existingNamespace: Component = {
  name: "existing-namespace",
  gives: "The namespaces are there already and belong to somebody else.",
  stages: {
    config: { patches: { "no-namespace.yaml": [remove("v1", "Namespace", BASE_NAMESPACE)] } },
    agent: { patches: { "no-namespace.yaml": [remove("v1", "Namespace", BASE_AGENTS_NAMESPACE)] } },
  },
};
