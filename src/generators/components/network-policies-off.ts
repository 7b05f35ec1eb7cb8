/** No NetworkPolicies. */
import { AGENT } from "../../certctl/names.ts";
import { type Component, remove } from "./component.ts";

export const networkPoliciesOff: Component = {
  name: "network-policies-off",
  gives: "No NetworkPolicies: whoever may reach the pods is somebody else's decision.",
  stages: {
    config: {
      patches: {
        "no-network-policies.yaml": [
          remove("networking.k8s.io/v1", "NetworkPolicy", "certctl-closed"),
          remove("networking.k8s.io/v1", "NetworkPolicy", "certctl-server"),
        ],
      },
    },
    database: {
      patches: { "no-network-policies.yaml": [remove("networking.k8s.io/v1", "NetworkPolicy", "certctl-database")] },
    },
    agent: { patches: { "no-network-policies.yaml": [remove("networking.k8s.io/v1", "NetworkPolicy", AGENT)] } },
  },
};
