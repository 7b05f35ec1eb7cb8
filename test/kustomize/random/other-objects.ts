/** Random objects that run no pods: settings, access, network, storage, webhooks, and kinds that kustomize does not know. */
import type { Chance } from "./chance.ts";
import { labelsOf, nameOf, namespaceOf } from "./names.ts";
import { oddKey, oddText, oddValue } from "./odd-values.ts";
import { maybe } from "./pods.ts";
import type { Body } from "./workloads.ts";
import { mapOf, type Yaml, type YamlMap } from "./yaml-value.ts";

const RBAC = "rbac.authorization.k8s.io/v1";
const ADMISSION = "admissionregistration.k8s.io/v1";

function data(chance: Chance): YamlMap {
  const entries = Array.from({ length: chance.between(1, 3) }, (): [string, Yaml] => [
    chance.pick(["a", "b", "level", "app.properties", "script.sh", "1"]),
    chance.is(0.5) ? oddText(chance) : chance.pick(["info", "x=1\ny=2\n", "8080", "true"]),
  ]);
  if (chance.is(0.15)) entries.push(["config.json", chance.pick(JSON_TEXTS)]);
  if (chance.is(0.15)) entries.push(["config.yaml", chance.pick(YAML_TEXTS)]);
  return Object.fromEntries(entries);
}

/** Texts that replacements reach into. */
const JSON_TEXTS = [
  '{"a": {"level": "x", "n": 1}, "list": [{"name": "n", "v": 2}, {"name": "m", "v": 1.50}]}',
  '{\n  "list": [{"v": 2, "name": "n"}],\n  "a": {"level": "<&>", "big": 12345678901234567890}\n}\n',
  '{"a": null, "list": []}',
];

const YAML_TEXTS = [
  "a:\n  level: x # why\n  n: 0644\nlist:\n- name: n\n  v: 2\n",
  "# head\nlist:\n    - name: n\n      v: |\n        text\na: {level: 'x', n: ~}\n",
  "a: &a {level: x}\nb: *a\nlist: []\n",
  "---\na:\n  level: x\n---\na: second\n",
];

const configMap: Body = (chance) =>
  mapOf({
    apiVersion: "v1",
    kind: "ConfigMap",
    data: chance.is(0.03) ? chance.pick<Yaml>([null, {}]) : maybe(chance, 0.95, () => data(chance)),
    binaryData: maybe(chance, 0.05, () => ({ bin: "AAECAw==" })),
    immutable: maybe(chance, 0.05, () => true),
  });

const secret: Body = (chance) =>
  mapOf({
    apiVersion: "v1",
    kind: "Secret",
    type: maybe(chance, 0.5, () => "Opaque"),
    data: maybe(chance, 0.5, () => ({ password: "cGFzc3dvcmQ=" })),
    stringData: maybe(chance, 0.5, () => data(chance)),
  });

const serviceAccount: Body = (chance) =>
  mapOf({
    apiVersion: "v1",
    kind: "ServiceAccount",
    imagePullSecrets: maybe(chance, 0.4, () => [{ name: nameOf(chance) }]),
    secrets: maybe(chance, 0.2, () => [{ name: nameOf(chance) }]),
  });

const rules = (chance: Chance): Yaml => [
  mapOf({
    apiGroups: [""],
    resources: chance.some(["configmaps", "secrets", "pods"], 1, 3),
    resourceNames: maybe(chance, 0.6, () => [nameOf(chance), nameOf(chance)]),
    verbs: ["get"],
  }),
];

const role =
  (kind: string): Body =>
  (chance) => ({ apiVersion: RBAC, kind, rules: rules(chance) });

const subject = (chance: Chance): YamlMap =>
  chance.is(0.8)
    ? mapOf({
        kind: "ServiceAccount",
        name: chance.is(0.2) ? "default" : nameOf(chance),
        namespace: maybe(chance, 0.6, () => namespaceOf(chance)),
      })
    : { apiGroup: "rbac.authorization.k8s.io", kind: chance.pick(["User", "Group"]), name: nameOf(chance) };

const binding =
  (kind: string): Body =>
  (chance) => ({
    apiVersion: RBAC,
    kind,
    roleRef: {
      apiGroup: "rbac.authorization.k8s.io",
      kind: kind === "RoleBinding" && chance.is(0.6) ? "Role" : "ClusterRole",
      name: nameOf(chance),
    },
    subjects: Array.from({ length: chance.between(1, 2) }, () => subject(chance)),
  });

const service: Body = (chance) => ({
  apiVersion: "v1",
  kind: "Service",
  spec: mapOf({
    type: maybe(chance, 0.2, () => chance.pick(["ClusterIP", "NodePort"])),
    clusterIP: maybe(chance, 0.05, () => "None"),
    selector: maybe(chance, 0.85, () => labelsOf(chance)),
    ports: Array.from({ length: chance.between(1, 2) }, (_, index) =>
      mapOf({
        name: maybe(chance, 0.6, () => `p${index}`),
        port: 80 + index,
        targetPort: maybe(chance, 0.5, () => chance.pick<Yaml>([8080, "http"])),
        protocol: maybe(chance, 0.3, () => "TCP"),
      }),
    ),
  }),
});

const ingress: Body = (chance) => {
  const old = chance.is(0.15);
  const backend: Yaml = old
    ? { serviceName: nameOf(chance), servicePort: 80 }
    : { service: { name: nameOf(chance), port: { number: 80 } } };
  return {
    apiVersion: old ? "networking.k8s.io/v1beta1" : "networking.k8s.io/v1",
    kind: "Ingress",
    spec: mapOf({
      ingressClassName: maybe(chance, 0.3, () => nameOf(chance)),
      [old ? "backend" : "defaultBackend"]: maybe(chance, 0.2, () => backend),
      rules: [
        {
          host: chance.pick(["web.example.org", "$(HOST)"]),
          http: { paths: [mapOf({ path: "/", pathType: "Prefix", backend })] },
        },
      ],
      tls: maybe(chance, 0.4, () => [{ hosts: ["web.example.org"], secretName: nameOf(chance) }]),
    }),
  };
};

const scaler: Body = (chance) => ({
  apiVersion: chance.pick(["autoscaling/v2", "autoscaling/v1"]),
  kind: "HorizontalPodAutoscaler",
  spec: {
    minReplicas: 1,
    maxReplicas: 3,
    scaleTargetRef: {
      apiVersion: "apps/v1",
      kind: chance.pick(["Deployment", "Deployment", "StatefulSet", "ReplicaSet"]),
      name: nameOf(chance),
    },
  },
});

const claim: Body = (chance) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  spec: mapOf({
    accessModes: ["ReadWriteOnce"],
    storageClassName: maybe(chance, 0.5, () => nameOf(chance)),
    volumeName: maybe(chance, 0.2, () => nameOf(chance)),
    resources: { requests: { storage: "1Gi" } },
  }),
});

const networkPolicy: Body = (chance) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  spec: mapOf({
    podSelector: chance.is(0.3) ? {} : { matchLabels: labelsOf(chance) },
    ingress: maybe(chance, 0.5, () => [
      { from: [{ podSelector: { matchLabels: labelsOf(chance) } }, { namespaceSelector: {} }] },
    ]),
    egress: maybe(chance, 0.3, () => [{ to: [{ podSelector: { matchLabels: labelsOf(chance) } }] }, {}]),
  }),
});

const webhook =
  (kind: string): Body =>
  (chance) => ({
    apiVersion: ADMISSION,
    kind,
    webhooks: [
      mapOf({
        name: "hook.example.org",
        admissionReviewVersions: ["v1"],
        sideEffects: "None",
        clientConfig: {
          service: mapOf({
            name: nameOf(chance),
            namespace: maybe(chance, 0.8, () => namespaceOf(chance)),
            path: "/hook",
          }),
        },
        namespaceSelector: maybe(chance, 0.2, () => ({ matchLabels: { a: "b" } })),
      }),
    ],
  });

const definition: Body = (chance) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  spec: mapOf({
    group: "example.org",
    names: { kind: "Widget", plural: "widgets" },
    scope: chance.pick(["Namespaced", "Cluster"]),
    versions: [{ name: "v1", served: true, storage: true }],
    conversion: maybe(chance, 0.3, () => ({
      strategy: "Webhook",
      webhook: {
        clientConfig: {
          service: mapOf({ name: nameOf(chance), namespace: maybe(chance, 0.7, () => namespaceOf(chance)) }),
        },
      },
    })),
  }),
});

const custom: Body = (chance) => ({
  apiVersion: chance.pick(["example.org/v1", "example.org/v1", "other.example.org/v1beta1"]),
  kind: chance.pick(["Widget", "Widget", "Gadget"]),
  spec: Object.fromEntries(Array.from({ length: chance.between(1, 4) }, () => [oddKey(chance), oddValue(chance)])),
});

export const OTHER_OBJECTS: readonly (readonly [number, Body])[] = [
  [16, configMap],
  [9, secret],
  [12, service],
  [6, serviceAccount],
  [3, role("Role")],
  [2, role("ClusterRole")],
  [4, binding("RoleBinding")],
  [2, binding("ClusterRoleBinding")],
  [5, ingress],
  [4, scaler],
  [4, claim],
  [3, networkPolicy],
  [1, webhook("ValidatingWebhookConfiguration")],
  [1, webhook("MutatingWebhookConfiguration")],
  [2, definition],
  [10, custom],
  [3, () => ({ apiVersion: "v1", kind: "Namespace" })],
  [1, () => ({ apiVersion: "v1", kind: "LimitRange", spec: { limits: [{ type: "Container", default: { cpu: 1 } }] } })],
  [1, () => ({ apiVersion: "v1", kind: "Node", spec: { configSource: { configMap: { name: "settings" } } } })],
  [
    2,
    (chance) => ({
      apiVersion: "v1",
      kind: "PersistentVolume",
      spec: mapOf({
        storageClassName: nameOf(chance),
        azureFile: maybe(chance, 0.4, () => ({ secretName: nameOf(chance) })),
      }),
    }),
  ],
  [
    1,
    (chance) => ({
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      provisioner: "x",
      parameters: { secretName: nameOf(chance) },
    }),
  ],
  [1, (chance) => ({ apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", value: chance.below(1000) })],
  [1, () => ({ apiVersion: "networking.k8s.io/v1", kind: "IngressClass", spec: { controller: "x" } })],
  [
    2,
    (chance) => ({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      spec: { minAvailable: chance.pick<Yaml>([1, "50%"]), selector: { matchLabels: labelsOf(chance) } },
    }),
  ],
  [
    1,
    (chance) => ({
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      spec: { group: "x", version: "v1", service: { name: nameOf(chance), namespace: namespaceOf(chance) } },
    }),
  ],
  [1, () => ({ apiVersion: ADMISSION, kind: "ValidatingAdmissionPolicy", spec: { validations: [] } })],
  [
    1,
    (chance) => ({
      apiVersion: ADMISSION,
      kind: "ValidatingAdmissionPolicyBinding",
      spec: { policyName: nameOf(chance) },
    }),
  ],
];
