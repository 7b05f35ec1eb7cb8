/** Mounts name volumes. */
import { volumeMounts } from "../../../src/rules/objects/volume-mounts.ts";
import { describeObjectRule } from "../cases.ts";

const deployment = (container: object, pod: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "a" },
  spec: { template: { spec: { containers: [{ name: "a", image: "a", ...container }], ...pod } } } as never,
});

describeObjectRule(volumeMounts, {
  reports: {
    "a mount without its volume": {
      object: deployment({ volumeMounts: [{ name: "b", mountPath: "/b" }] }),
      at: "/spec/template/spec/containers/0/volumeMounts/0/name",
      says: /names b/,
    },
    "two mounts at one place": {
      object: deployment(
        {
          volumeMounts: [
            { name: "b", mountPath: "/b" },
            { name: "b", mountPath: "/b" },
          ],
        },
        { volumes: [{ name: "b" }] },
      ),
      says: /mount at \/b is there twice/,
    },
    "two volumes of one name": {
      object: deployment({}, { volumes: [{ name: "b" }, { name: "b" }] }),
      says: /volume b/,
    },
    "two containers of one name": {
      object: deployment({}, { initContainers: [{ name: "a", image: "a" }] }),
      says: /container a/,
    },
  },
  silent: {
    "a volume of the pod": deployment({ volumeMounts: [{ name: "b", mountPath: "/b" }] }, { volumes: [{ name: "b" }] }),
    "a claim template": {
      ...deployment({ volumeMounts: [{ name: "b", mountPath: "/b" }] }),
      kind: "StatefulSet",
      spec: {
        template: { spec: { containers: [{ name: "a", volumeMounts: [{ name: "b", mountPath: "/b" }] }] } },
        volumeClaimTemplates: [{ metadata: { name: "b" } }],
      },
    },
    "what is no list": deployment({ volumeMounts: "b" }, { volumes: 1 }),
  },
});
