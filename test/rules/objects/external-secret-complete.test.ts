/** What an ExternalSecret reads, and where. */
import { externalSecretComplete } from "../../../src/rules/objects/external-secret-complete.ts";
import { describeObjectRule } from "../cases.ts";

const secretStoreRef = { name: "a" };
const external = (spec: object) => ({
  apiVersion: "external-secrets.io/v1",
  kind: "ExternalSecret",
  metadata: { name: "a" },
  spec: spec as never,
});

describeObjectRule(externalSecretComplete, {
  reports: {
    "no store": { object: external({ dataFrom: [{ extract: { key: "a" } }] }), says: /no store/, at: "/spec" },
    "no spec": {
      object: { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", metadata: { name: "a" } },
      times: 2,
    },
    "nothing to read": { object: external({ secretStoreRef }), says: /reads nothing/ },
    "an entry that reads nothing": { object: external({ secretStoreRef, dataFrom: [{}] }), at: "/spec/dataFrom/0" },
  },
  silent: {
    "a store and a key": external({ secretStoreRef, data: [{ secretKey: "a", remoteRef: { key: "a" } }] }),
    "everything below a path": external({ secretStoreRef, dataFrom: [{ find: { path: "a" } }] }),
    "a generator": external({ dataFrom: [{ sourceRef: { generatorRef: { name: "a" } } }] }),
    "a template of its own": external({ secretStoreRef, target: { template: { data: { a: "b" } } } }),
    "another kind": { ...external({}), kind: "PushSecret" },
  },
});
