/** Random pod templates, with every kind of reference that kustomize follows in them. */
import type { Chance } from "./chance.ts";
import { annotationsOf, imageOf, nameOf } from "./names.ts";
import { oddScalar, oddText } from "./odd-values.ts";
import { mapOf, type Yaml, type YamlMap } from "./yaml-value.ts";

/** The value in this share of the cases, else nothing. */
export function maybe<T extends Yaml>(chance: Chance, share: number, make: () => T): T | undefined {
  return chance.is(share) ? make() : undefined;
}

const listOf = (chance: Chance, least: number, most: number, make: () => Yaml): Yaml[] =>
  Array.from({ length: chance.between(least, most) }, make);

function environment(chance: Chance): YamlMap {
  const name = chance.pick(["LEVEL", "MODE", "HOST", "TOKEN"]);
  const key = chance.pick(["a", "b", "level"]);
  return chance.weighted<() => YamlMap>([
    [4, () => ({ name, value: chance.is(0.4) ? oddText(chance) : "info" })],
    [1, () => ({ name, value: oddScalar(chance) })],
    [3, () => ({ name, valueFrom: { configMapKeyRef: { name: nameOf(chance), key } } })],
    [3, () => ({ name, valueFrom: { secretKeyRef: { key, name: nameOf(chance), optional: true } } })],
    [1, () => ({ name, valueFrom: { fieldRef: { fieldPath: "metadata.name" } } })],
    [1, () => ({ name })],
  ])();
}

function port(chance: Chance): YamlMap {
  return mapOf({
    name: maybe(chance, 0.6, () => chance.pick(["http", "https", "metrics"])),
    containerPort: chance.pick([80, 8080, 8443, 9090]),
    protocol: maybe(chance, 0.4, () => chance.pick(["TCP", "UDP"])),
  });
}

const quantity = (chance: Chance): YamlMap =>
  mapOf({
    cpu: chance.pick<Yaml>(["100m", 1, "1", 0.5]),
    memory: maybe(chance, 0.7, () => chance.pick<Yaml>(["64Mi", "1Gi", 1073741824])),
  });

function container(chance: Chance, name: string): YamlMap {
  return mapOf({
    name,
    image: maybe(chance, 0.95, () => imageOf(chance)),
    command: maybe(chance, 0.2, () => ["sh", "-c", oddText(chance)]),
    args: maybe(chance, 0.25, () =>
      listOf(chance, 0, 3, () => chance.pick(["--level=$(LEVEL)", "-v", "--web=$(WEB_NAME)", "2"])),
    ),
    env: maybe(chance, 0.4, () => listOf(chance, 1, 3, () => environment(chance))),
    envFrom: maybe(chance, 0.3, () =>
      listOf(chance, 1, 2, () =>
        chance.is(0.5)
          ? { configMapRef: { name: nameOf(chance) } }
          : { prefix: "X_", secretRef: { name: nameOf(chance) } },
      ),
    ),
    ports: maybe(chance, 0.4, () => listOf(chance, 1, 2, () => port(chance))),
    resources: maybe(chance, 0.25, () =>
      mapOf({ limits: quantity(chance), requests: maybe(chance, 0.5, () => quantity(chance)) }),
    ),
    volumeMounts: maybe(chance, 0.25, () =>
      listOf(chance, 1, 2, () => ({
        name: chance.pick(["data", "conf"]),
        mountPath: chance.pick(["/data", "/etc/conf", "$(MOUNT)"]),
      })),
    ),
    securityContext: maybe(chance, 0.1, () => ({ runAsUser: 1000, capabilities: { drop: ["ALL"] } })),
  });
}

function volume(chance: Chance): YamlMap {
  const name = chance.pick(["data", "conf", "tmp"]);
  return chance.weighted<() => YamlMap>([
    [
      3,
      () =>
        mapOf({
          name,
          configMap: mapOf({ name: nameOf(chance), defaultMode: maybe(chance, 0.3, () => chance.pick([420, 0o644])) }),
        }),
    ],
    [3, () => ({ name, secret: { secretName: nameOf(chance) } })],
    [2, () => ({ name, persistentVolumeClaim: { claimName: nameOf(chance) } })],
    [2, () => ({ name, emptyDir: {} })],
    [1, () => ({ name, nfs: { path: "/", server: chance.pick(["nfs.example.org", "$(HOST)"]) } })],
    [1, () => ({ name, image: { reference: imageOf(chance), pullPolicy: "Always" } })],
    [
      2,
      () => ({
        name,
        projected: {
          sources: [
            { configMap: { name: nameOf(chance), items: [{ key: "a", path: "a.txt" }] } },
            { secret: { name: nameOf(chance) } },
            { serviceAccountToken: { path: "token" } },
          ],
        },
      }),
    ],
  ])();
}

function affinity(chance: Chance, labels: YamlMap): YamlMap {
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } };
  const kind = chance.pick(["podAffinity", "podAntiAffinity"]);
  return chance.is(0.5)
    ? { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }
    : { [kind]: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] } };
}

export function podSpec(chance: Chance, labels: YamlMap): YamlMap {
  return mapOf({
    serviceAccountName: maybe(chance, 0.25, () => nameOf(chance)),
    priorityClassName: maybe(chance, 0.1, () => nameOf(chance)),
    imagePullSecrets: maybe(chance, 0.12, () => listOf(chance, 1, 2, () => ({ name: nameOf(chance) }))),
    initContainers: maybe(chance, 0.15, () => [container(chance, "init")]),
    containers: chance.is(0.02)
      ? chance.pick<Yaml>([null, [], {}])
      : chance.some(["app", "side"], 1, 2).map((name) => container(chance, name)),
    volumes: maybe(chance, 0.35, () => listOf(chance, 1, 2, () => volume(chance))),
    affinity: maybe(chance, 0.08, () => affinity(chance, labels)),
    nodeSelector: maybe(chance, 0.08, () => ({ disk: "ssd" })),
    tolerations: maybe(chance, 0.06, () => [{ key: "a", operator: "Exists" }]),
    topologySpreadConstraints: maybe(chance, 0.06, () => [
      { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule", labelSelector: { matchLabels: labels } },
    ]),
  });
}

export function podTemplate(chance: Chance, labels: YamlMap): YamlMap {
  return {
    metadata: mapOf({
      labels: chance.is(0.05) ? null : labels,
      annotations: maybe(chance, 0.15, () => annotationsOf(chance)),
      creationTimestamp: maybe(chance, 0.05, () => null),
    }),
    spec: podSpec(chance, labels),
  };
}
