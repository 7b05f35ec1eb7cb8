import { describe, expect, it } from "vitest";
import { orderOf } from "../../src/order/order.ts";
import { applied, environment, hook, object, shown, steps, wave } from "./orders.ts";

const APP = object("Application app", { spec: { syncPolicy: { automated: {} } } });

describe("an Application", () => {
  it("goes by phases and waves, each awaited but the last", () => {
    const all = [
      object("Deployment a"),
      wave("StatefulSet b", -5),
      wave("ConfigMap c", -5),
      hook("Job d", "PreSync", { "argocd.argoproj.io/sync-wave": "-1" }),
      hook("Job e", "PostSync"),
      wave("DaemonSet f", 3),
    ];
    expect(steps(APP, ...all)).toEqual([
      "PreSync wave -1: Job.batch d* -> Job d complete",
      "wave -5: StatefulSet.apps b, ConfigMap c -> StatefulSet b ready",
      "wave 0: Deployment.apps a -> Deployment a available",
      "wave 3: DaemonSet.apps f -> DaemonSet f ready",
      "PostSync: Job.batch e* -> Job e complete",
    ]);
    expect(steps(APP, ...all.slice(0, 2))).toEqual([
      "wave -5: StatefulSet.apps b -> StatefulSet b ready",
      "wave 0: Deployment.apps a -> not Deployment a",
    ]);
  });
  it("waits for hooks alone where there is one step, for all where the last of several has one", () => {
    const last = [object("Deployment a"), hook("Job b", "Sync")];
    expect(steps(APP, ...last)).toEqual([
      "wave 0: Deployment.apps a, Job.batch b* -> Job b complete, not Deployment a",
    ]);
    expect(steps(APP, wave("ConfigMap c", -1), ...last)).toEqual([
      "wave -1: ConfigMap c -> none",
      "wave 0: Deployment.apps a, Job.batch b* -> Deployment a available, Job b complete",
    ]);
  });
  it("takes Helm's hooks and weights where there are none of its own", () => {
    expect(
      steps(
        APP,
        hook("Job a", "pre-install,pre-upgrade", { "helm.sh/hook-weight": "-5" }),
        hook("Job b", "post-install,pre-upgrade"),
        hook("Job c", "pre-install", { "argocd.argoproj.io/hook": "Sync", "argocd.argoproj.io/sync-wave": "2" }),
      ),
    ).toEqual([
      "PreSync wave -5: Job.batch a* -> Job a complete",
      "PreSync: Job.batch b* -> Job b complete",
      "wave 2: Job.batch c* -> Job c complete",
      "PostSync: Job.batch b* -> Job b complete",
    ]);
  });
  it("applies some objects on other occasions, or never", () => {
    expect(
      steps(
        APP,
        hook("Job a", "SyncFail"),
        hook("Job b", "PostDelete"),
        hook("Job c", "Skip"),
        hook("Job d", "test"),
        hook("Job e", "Sync,SyncFail"),
      ),
    ).toEqual([
      "wave 0: Job.batch e* -> Job e complete",
      "aside: Job.batch a a sync fails",
      "aside: Job.batch b it is deleted",
      "aside: Job.batch c never",
      "aside: Job.batch d never",
      "aside: Job.batch e a sync fails",
    ]);
  });
  it("moves a Namespace and a definition to the first object that needs them, never behind", () => {
    const spec = { group: "example.com", names: { kind: "Route" } };
    expect(
      steps(
        APP,
        wave("Namespace a", 5),
        wave("Namespace b", -9),
        wave("CustomResourceDefinition routes.example.com", 1, { spec }),
        wave("ConfigMap a", -2, { namespace: "a" }),
        wave("ConfigMap b", 0, { namespace: "b" }),
        wave("Route r", 0, { namespace: "b" }),
      ),
    ).toEqual([
      "wave -9: Namespace b -> none",
      "wave -2: Namespace a, ConfigMap a/a -> none",
      "wave 0: CustomResourceDefinition.apiextensions.k8s.io routes.example.com, ConfigMap b/b, Route.example.com b/r -> not CustomResourceDefinition routes.example.com, not Route r",
    ]);
  });
  it("waits for what Argo CD knows a health of", () => {
    const loadBalancer = { spec: { type: "LoadBalancer" } };
    expect(
      steps(
        APP,
        wave("Service a", -1),
        wave("Service b", -1, loadBalancer),
        wave("Ingress c", -1),
        wave("Certificate d", -1),
        wave("ServiceMonitor e", -1),
        wave("PersistentVolumeClaim f", -1),
        wave("Pod g", -1, { spec: { restartPolicy: "Never" } }),
        wave("CronJob h", -1),
        object("ConfigMap z"),
      )[0],
    ).toMatch(
      / -> Service b healthy, Ingress c healthy, Certificate d healthy, PersistentVolumeClaim f bound, Pod g complete$/,
    );
  });
  it("is started by hand where it does not sync by itself", () => {
    const by = object("Application app", { spec: { syncPolicy: { automated: { enabled: false } } } });
    expect(shown([applied(by, object("ConfigMap a"))])[0]).toBe("Application app, by hand");
  });
  it("says how long a Job may take", () => {
    const job = wave("Job a", -1, { spec: { activeDeadlineSeconds: 300 } });
    const { deliveries } = orderOf(environment([applied(APP, job, object("ConfigMap b"))]));
    expect(deliveries[0]?.steps[0]?.gate).toEqual({
      until: "complete",
      awaits: [{ id: job.id, until: "complete", deadlineSeconds: 300 }],
      notAwaited: [],
    });
  });
});

describe("Applications of an Application", () => {
  const root = object("Application root", { spec: { syncPolicy: { automated: {} } } });
  const parts = [
    wave("Application z", 1),
    wave("Application a", 3),
    wave("Application y", 2),
    wave("Application x", 2),
  ];
  const all = [applied(root, ...parts), ...parts.map((part) => applied(part, object("ConfigMap a")))];
  const headers = (told: boolean) =>
    shown(
      all,
      told
        ? [object("ConfigMap argocd-cm", { data: { "resource.customizations.health.argoproj.io_Application": "..." } })]
        : [],
    ).filter((one) => one.startsWith("Application") || one.startsWith("wave 1"));

  it("do not await each other, since Argo CD knows no health of them", () => {
    expect(headers(false)).toEqual([
      "Application root",
      "wave 1: Application.argoproj.io z -> none",
      "Application z, by root, by hand",
      "Application y, after z wave applied, by root, by hand",
      "Application x, after z wave applied, by root, by hand",
      "Application a, after y wave applied, after x wave applied, by root, by hand",
    ]);
  });
  it("follow the waves on them where the one that applies them is not there", () => {
    const alone = [wave("Application b", 2), wave("Application a", 1)];
    expect(shown(alone.map((one) => applied(one))).map((one) => one.replace(", by hand", ""))).toEqual([
      "Application a",
      "Application b, after a wave applied",
    ]);
    expect(shown([object("Application b"), object("Application a")].map((one) => applied(one)))).toHaveLength(2);
    expect(shown([object("Application b"), object("Application a")].map((one) => applied(one))).join()).not.toMatch(
      /after/,
    );
  });
  it("do where it is told", () => {
    expect(headers(true)).toEqual(
      expect.arrayContaining([
        "wave 1: Application.argoproj.io z -> Application z healthy",
        "Application a, after y wave healthy, after x wave healthy, by root, by hand",
      ]),
    );
  });
});

function kustomization(name: string, spec: Parameters<typeof object>[1] & object = {}): ReturnType<typeof object> {
  return object(`Kustomization ${name}`, { namespace: "flux-system", ...spec });
}

describe("a Kustomization", () => {
  const objects = [
    object("Deployment a"),
    object("Namespace b"),
    object("IngressClass c"),
    object("CustomResourceDefinition d"),
    object("Job e"),
    object("Ingress f"),
    object("Certificate g"),
  ];
  it("starts all but definitions and classes together, and waits for what has a condition", () => {
    expect(steps(kustomization("k", { spec: { wait: true, timeout: "5m" } }), ...objects)).toEqual([
      "definitions: Namespace b, CustomResourceDefinition.apiextensions.k8s.io d -> CustomResourceDefinition d ready, for 5m",
      "classes: IngressClass.networking.k8s.io c -> none",
      "objects: Deployment.apps a, Job.batch e, Ingress.networking.k8s.io f, Certificate.cert-manager.io g -> Deployment a available, Job e complete, Certificate g ready, for 5m",
    ]);
  });
  it("waits for nothing where it is not told, or for the objects whose health it checks", () => {
    expect(steps(kustomization("k"), ...objects).at(-1)).toMatch(/ -> not Deployment a, not Job e, not Certificate g$/);
    const healthChecks = [
      { apiVersion: "apps/v1", kind: "Deployment", name: "a", namespace: "" },
      { apiVersion: "apps/v1", kind: "Deployment", name: "made-by-an-operator", namespace: "x" },
    ];
    expect(
      steps(
        kustomization("k", { spec: { healthChecks } }),
        object("Deployment a", { namespace: "flux-system" }),
        object("Job e"),
      ),
    ).toEqual([
      "objects: Deployment.apps flux-system/a, Job.batch e -> Deployment a available, Deployment made-by-an-operator ready, not Job e",
    ]);
  });
  it("counts a SealedSecret as there, unless an expression looks at it", () => {
    const sealed = object("SealedSecret s");
    const healthCheckExprs = [{ apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret", current: "true" }];
    expect(steps(kustomization("k", { spec: { wait: true } }), sealed)[0]).toMatch(/ -> none$/);
    expect(steps(kustomization("k", { spec: { wait: true, healthCheckExprs } }), sealed)[0]).toMatch(
      /SealedSecret s ready$/,
    );
  });
  it("begins behind what it depends on, at the same revision where the source is the same", () => {
    const sourceRef = { kind: "GitRepository", name: "a" };
    const other = { kind: "GitRepository", name: "b" };
    const dependsOn = [{ name: "one" }, { name: "two" }, { name: "three" }, { name: "lost", namespace: "x" }];
    expect(
      shown([
        applied(kustomization("all", { spec: { sourceRef, dependsOn } }), object("ConfigMap a")),
        applied(kustomization("one", { spec: { sourceRef, wait: true } }), object("Deployment a")),
        applied(kustomization("two", { spec: { sourceRef: other, wait: true } }), object("Deployment b")),
        applied(kustomization("three", { spec: { sourceRef, suspend: true } }), object("Deployment c")),
      ]).filter((one) => one.startsWith("Kustomization")),
    ).toEqual([
      "Kustomization one",
      "Kustomization two",
      "Kustomization three, suspended",
      "Kustomization all, after one dependsOn ready revision, after two dependsOn ready, after three dependsOn applied revision, after lost (unknown) dependsOn ready",
    ]);
  });
  it("stands behind the one that applies it, which may apply itself", () => {
    const root = kustomization("root");
    const part = kustomization("part");
    expect(
      shown([applied(part, object("ConfigMap a")), applied(root, part, root)]).filter((one) => !one.includes(":")),
    ).toEqual(["Kustomization root", "Kustomization part, by root"]);
  });
  it("is given though it waits for itself in a circle", () => {
    const [a, b] = [
      kustomization("a", { spec: { dependsOn: [{ name: "b" }] } }),
      kustomization("b", { spec: { dependsOn: [{ name: "a" }] } }),
    ];
    expect(shown([applied(a), applied(b)])).toEqual([
      "Kustomization b, after a dependsOn ready revision",
      "Kustomization a, after b dependsOn ready revision",
    ]);
  });
});

describe("a chart", () => {
  const all = [
    object("Deployment d"),
    object("Job j"),
    hook("Job late", "post-install,post-upgrade"),
    hook("Job b", "pre-install,pre-upgrade", { "helm.sh/hook-weight": "1" }),
    hook("Job a", "pre-install", { "helm.sh/hook-weight": "1" }),
    hook("ConfigMap c", "pre-install,pre-upgrade", { "helm.sh/hook-weight": "-3" }),
    hook("Pod t", "test"),
    hook("Job r", "pre-rollback"),
    hook("Job x", "post-delete"),
    hook("Job n", "crd-install"),
  ];
  const ASIDE = [
    "aside: Pod t it is tested",
    "aside: Job.batch r it is rolled back",
    "aside: Job.batch x it is deleted",
    "aside: Job.batch n never",
  ];
  it("runs hooks one by one around its manifests, which Flux awaits", () => {
    const release = object("HelmRelease r", { spec: { timeout: "7m", upgrade: { timeout: "9m" } } });
    expect(steps(release, ...all)).toEqual([
      "pre-install/pre-upgrade hook weight -3: ConfigMap c* -> none",
      "pre-install hook weight 1: Job.batch a* -> Job a complete, for 7m or 9m",
      "pre-install/pre-upgrade hook weight 1: Job.batch b* -> Job b complete, for 7m or 9m",
      "manifests: Deployment.apps d, Job.batch j -> Deployment d available, Job j complete, for 7m or 9m",
      "post-install/post-upgrade hook: Job.batch late* -> Job late complete, for 7m or 9m",
      ...ASIDE,
    ]);
  });
  it("is not awaited where that is switched off, nor by Helm itself", () => {
    const manifests = (spec: object) =>
      steps(object("HelmRelease r", { spec: spec as never }), ...all).find((one) => one.startsWith("manifests"));
    expect(manifests({ install: { disableWait: true } })).toMatch(/-> not Deployment d, not Job j$/);
    expect(manifests({ upgrade: { disableWaitForJobs: true } })).toMatch(/-> Deployment d available, not Job j$/);
    expect(steps(undefined, ...all)).toContain(
      "manifests: Deployment.apps d, Job.batch j -> not Deployment d, not Job j",
    );
  });
  it("runs no hooks that are switched off", () => {
    const spec = { install: { disableHooks: true } };
    expect(steps(object("HelmRelease r", { spec }), ...all).filter((one) => /hook|Job.batch a/.test(one))).toEqual([
      "pre-upgrade hook weight -3: ConfigMap c* -> none",
      "pre-upgrade hook weight 1: Job.batch b* -> Job b complete",
      "post-upgrade hook: Job.batch late* -> Job late complete",
      "aside: Job.batch a never",
    ]);
  });
  it("waits for exactly the chart that an expression asks for", () => {
    const data = object("HelmRelease data", { namespace: "n" });
    const dependsOn = [{ name: "data", readyExpr: "dep.status.history[0].chartVersion.startsWith('1.2.3')" }];
    const server = object("HelmRelease server", { namespace: "n", spec: { dependsOn } });
    const { deliveries } = orderOf(
      environment([applied(server, object("ConfigMap a")), applied(data, object("Job b"))]),
    );
    expect(deliveries.map(({ by, after }) => [by?.name, after])).toEqual([
      ["data", []],
      [
        "server",
        [
          {
            on: data.id,
            isKnown: true,
            how: "dependsOn",
            until: "readyExpr",
            lockStep: { by: "chart version", version: "1.2.3" },
            readyExpr: dependsOn[0]?.readyExpr,
          },
        ],
      ],
    ]);
  });
});

describe("what nobody hands over", () => {
  it("has an order by its annotations, or none", () => {
    expect(shown([applied(undefined, object("Deployment a"), object("ConfigMap b"))])).toEqual([
      "nobody",
      "objects: Deployment.apps a, ConfigMap b -> none",
    ]);
    expect(shown([applied(undefined, object("Deployment a"), wave("Job b", -1))])).toEqual([
      "nobody",
      "wave -1: Job.batch b -> Job b complete",
      "wave 0: Deployment.apps a -> not Deployment a",
    ]);
    expect(shown([applied(undefined)])).toEqual(["nobody"]);
  });
  it("has another engine's order where that is asked for", () => {
    const chart = applied(undefined, object("Deployment a"), hook("Job b", "pre-install"));
    expect(shown([chart], [], "argocd")).toEqual([
      "nobody",
      "PreSync: Job.batch b* -> Job b complete",
      "wave 0: Deployment.apps a -> not Deployment a",
    ]);
    expect(shown([chart], [], "kustomization")).toEqual([
      "nobody",
      "objects: Deployment.apps a, Job.batch b -> not Deployment a, not Job b",
    ]);
    expect(shown([applied(APP, object("Deployment a"))], [], "helm")[1]).toMatch(/^wave 0/);
  });
});
