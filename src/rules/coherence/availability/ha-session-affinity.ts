/** Servers learn of new keys and issuers when they start: a client must stay with the one that it told (certctl's audit DEPL-006). */
import { at } from "../../../model/json.ts";
import { objectAt } from "../../pods/pod.ts";
import { mostPods } from "../../pods/scale.ts";
import { selects } from "../../pods/selectors.ts";
import type { CoherenceRule } from "../../rule.ts";

export const haSessionAffinity: CoherenceRule = {
  name: "ha-session-affinity",
  id: "DEPL-006",
  severity: "error",
  title: "A client of several servers stays with one of them.",
  setting: "service.affinity",
  *check({ services, servers, objects }) {
    for (const service of services) {
      const { manifest } = service;
      const affinity = at(manifest, "spec", "sessionAffinity");
      // kube-proxy has no part in a headless Service.
      if (affinity === "ClientIP" || at(manifest, "spec", "clusterIP") === "None") continue;
      const selector = objectAt(manifest, "spec", "selector");
      const behind = servers.map(({ pod }) => pod).filter(({ labels }) => selects(selector, labels));
      const count = mostPods(behind, objects);
      if (count < 2) continue;
      yield {
        resource: service,
        path: affinity === undefined ? ["spec"] : ["spec", "sessionAffinity"],
        message: `${count} servers without session affinity: a client's requests go to any of them, and an issuer or API key made through one is unknown to the others until they restart`,
        fix: "Set sessionAffinity: ClientIP, or run one server.",
      };
    }
  },
};
