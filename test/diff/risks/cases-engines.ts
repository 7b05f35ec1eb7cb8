/** Cases of what the engines are told, and of the order of things. */
import type { Loose } from "../../rules/bundle.ts";
import type { OrderBundle } from "../../rules/order-bundle.ts";
import type { Cases } from "./case.ts";
import { unprotect } from "./cases-removed.ts";
import { setVariable } from "./variables.ts";

const WAVE = "argocd.argoproj.io/sync-wave";
const HOOK = "CERTCTL_MIGRATIONS_VIA_HOOK";

function release(change: (spec: Loose) => void): (bundle: OrderBundle) => void {
  return (bundle) => change(bundle.spec("server"));
}

function setImage(bundle: OrderBundle, part: Parameters<OrderBundle["workload"]>[0], image: string): void {
  const { initContainers = [], containers } = bundle.workload(part).spec.template.spec;
  for (const one of [...initContainers, ...containers]) if (one.image !== undefined) one.image = image;
}

function revision(targetRevision: string): (bundle: OrderBundle) => void {
  return (bundle) => {
    bundle.spec().source.targetRevision = targetRevision;
  };
}

function chartSources(repoURL: string, targetRevision: string): (bundle: OrderBundle) => void {
  return (bundle) => {
    bundle.spec().sources = [{ repoURL, chart: "certctl", targetRevision }];
  };
}

/** Makes the only GitRepository a source of that kind. */
function sourceRef(kind: string, ref: Loose): (bundle: OrderBundle) => void {
  return (bundle) => {
    const source = bundle.object("GitRepository");
    source.kind = kind;
    source.spec.ref = ref;
  };
}

const SERVER = "ghcr.io/certctl-io/certctl-server";

/** All of certctl's own containers. */
function setVersion(bundle: OrderBundle, version: string): void {
  for (const one of bundle.all) {
    const spec = one.spec?.template?.spec;
    if (spec === undefined) continue;
    for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
      container.image = container.image.replace(/(certctl-(server|agent)):.*/, `$1:${version}`);
    }
  }
}

function removeMigration(bundle: OrderBundle): void {
  const job = bundle.workload("migrate");
  for (const applier of bundle.appliers) applier.resources = applier.resources.filter((one) => one !== job);
}

export const ENGINES: Readonly<Record<string, Cases>> = {
  "release-replaced": {
    told: {
      "another name of the release": {
        way: "helm-releases",
        change: release((spec) => {
          spec.releaseName = "other";
        }),
      },
      "another namespace": {
        way: "helm-releases",
        change: release((spec) => {
          spec.targetNamespace = "other";
        }),
      },
      "another cluster": {
        way: "helm-releases",
        change: release((spec) => {
          spec.kubeConfig = { secretRef: { name: "a" } };
        }),
      },
    },
    silent: {
      "the name that it has anyway": {
        way: "helm-releases",
        also: [],
        before: release((spec) => {
          spec.releaseName = undefined;
          spec.targetNamespace = undefined;
        }),
        change(bundle) {
          const { by } = bundle.applier("server");
          by.spec.releaseName = by.metadata.name;
          by.spec.targetNamespace = undefined;
        },
      },
      "the namespaces that it has anyway": {
        way: "helm-releases",
        also: [],
        before: release((spec) => {
          spec.releaseName = "server";
          spec.targetNamespace = undefined;
          spec.storageNamespace = undefined;
        }),
        change(bundle) {
          const { by } = bundle.applier("server");
          by.spec.releaseName = "server";
          by.spec.targetNamespace = by.metadata.namespace;
          by.spec.storageNamespace = by.metadata.namespace;
        },
      },
    },
  },
  "destination-changed": {
    told: {
      "another cluster": {
        at: "/spec/destination",
        change(bundle) {
          bundle.spec().destination.server = "https://other";
        },
      },
      "another project": {
        level: "caution",
        at: "/spec/project",
        change(bundle) {
          bundle.spec().project = "default";
        },
      },
      "another namespace of a Kustomization": {
        way: "kustomizations",
        change(bundle) {
          bundle.spec("server").targetNamespace = "other";
        },
      },
      "another account": {
        way: "kustomizations",
        level: "caution",
        change(bundle) {
          bundle.spec("server").serviceAccountName = "other";
        },
      },
    },
    silent: {
      "its own cluster by its name": {
        also: [],
        before(bundle) {
          bundle.spec().destination = { server: "https://kubernetes.default.svc", namespace: "certctl" };
        },
        change(bundle) {
          bundle.spec().destination = { name: "in-cluster", namespace: "certctl" };
        },
      },
      "another retry": {
        also: [],
        change(bundle) {
          bundle.spec().syncPolicy.retry.limit = 5;
        },
      },
    },
  },
  "source-changed": {
    told: {
      "another branch": {
        level: "caution",
        at: "/spec/source/targetRevision",
        change(bundle) {
          bundle.spec().source.targetRevision = "other";
        },
      },
      "another repository of Flux": {
        way: "helm-releases",
        level: "caution",
        change(bundle) {
          for (const one of bundle.all)
            if (one.kind === "GitRepository") one.spec.url = "https://other.example.com/a.git";
        },
      },
      "a branch in place of a tag": {
        way: "helm-releases",
        level: "caution",
        at: "/spec/ref",
        before: sourceRef("GitRepository", { tag: "v1.2.0" }),
        change: sourceRef("GitRepository", { branch: "main" }),
      },
      "another tag that moves": {
        way: "helm-releases",
        level: "caution",
        before: sourceRef("OCIRepository", { tag: "stable" }),
        change: sourceRef("OCIRepository", { tag: "latest" }),
      },
      "another chart of a repository": {
        way: "helm-releases",
        level: "caution",
        at: "/spec/chart/spec/chart",
        both: release((spec) => {
          spec.chart.spec.sourceRef.kind = "HelmRepository";
        }),
        change: release((spec) => {
          spec.chart.spec.chart = "other";
        }),
      },
      "another repository of one of several sources": {
        level: "caution",
        at: "/spec/sources",
        before: chartSources("https://charts.example.com", "1.0.0"),
        change: chartSources("https://other.example.com", "1.0.0"),
      },
      "another source": {
        way: "kustomizations",
        level: "caution",
        change(bundle) {
          bundle.spec("server").sourceRef.name = "other";
        },
      },
    },
    silent: {
      ...Object.fromEntries(
        [
          ["v1.2.0", "v1.3.0"],
          ["chart-1.2.0", "chart-2.0.0-rc.1"],
          ["1.x", ">=2.0.0 <3"],
          ["0123abc", "4567def"],
          ["refs/tags/a", "refs/tags/b"],
        ].map(([from = "", to = ""]) => [
          `${to} in place of ${from}`,
          { also: [], before: revision(from), change: revision(to) },
        ]),
      ),
      "another version of a chart, whatever it is": {
        also: [],
        before: chartSources("https://charts.example.com", "*"),
        change: chartSources("https://charts.example.com", "latest"),
      },
      "another version of an artifact": {
        way: "helm-releases",
        also: [],
        before: sourceRef("OCIRepository", { tag: "0.6.0", digest: "sha256:a" }),
        change: sourceRef("OCIRepository", { tag: "0.6.1", digest: "sha256:b" }),
      },
      "another commit of the same branch": {
        way: "helm-releases",
        also: [],
        before: sourceRef("GitRepository", { branch: "main", commit: "a" }),
        change: sourceRef("GitRepository", { branch: "main", commit: "b" }),
      },
      "another interval": {
        way: "kustomizations",
        also: [],
        change(bundle) {
          bundle.spec("server").interval = "1h";
        },
      },
      "the values file of another chart version": {
        way: "helm-releases",
        also: [],
        change: release((spec) => {
          spec.chart.spec.valuesFiles = ["./other.yaml"];
        }),
      },
    },
  },
  "handed-over": {
    told: {
      "a database without a mark": {
        way: "kustomizations",
        both: (bundle) => unprotect(bundle, bundle.workload("database")),
        change: (bundle) => bundle.move(bundle.workload("database"), "config"),
      },
      "a Deployment that goes to another Kustomization": {
        way: "kustomizations",
        level: "caution",
        change: (bundle) => bundle.move(bundle.workload("server"), "agent"),
        also: ["order-inverted"],
      },
    },
    silent: {
      "a database that is kept": {
        way: "kustomizations",
        also: [],
        change: (bundle) => bundle.move(bundle.workload("database"), "config"),
      },
    },
  },
  "protection-removed": {
    told: {
      "the database's marks": { change: (bundle) => unprotect(bundle, bundle.workload("database")) },
      "the namespace's, of Flux": {
        way: "kustomizations",
        change: (bundle) =>
          bundle.annotate(bundle.object("Namespace", "certctl"), { "kustomize.toolkit.fluxcd.io/prune": undefined }),
      },
      "claims that go with their StatefulSet": {
        at: "/spec/persistentVolumeClaimRetentionPolicy/whenDeleted",
        change(bundle) {
          bundle.workload("database").spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: "Delete" };
        },
      },
    },
    silent: {
      "the mark of another engine": {
        also: [],
        change: (bundle) => bundle.annotate(bundle.workload("database"), { "helm.sh/resource-policy": undefined }),
      },
      "a ServiceAccount's": {
        also: [],
        change: (bundle) => unprotect(bundle, bundle.object("ServiceAccount", "certctl-database")),
      },
    },
  },
  "prune-switched": {
    told: {
      off: {
        level: "caution",
        says: /off/,
        change(bundle) {
          bundle.spec().syncPolicy.automated.prune = false;
        },
      },
      on: {
        way: "kustomizations",
        level: "caution",
        says: /on:/,
        before(bundle) {
          bundle.spec("server").prune = false;
        },
      },
    },
    silent: {
      "something else": {
        also: [],
        change(bundle) {
          bundle.spec().syncPolicy.syncOptions = ["PruneLast=true"];
        },
      },
    },
  },
  "self-heal-on": {
    told: {
      "an Application with hooks": {
        level: "caution",
        change(bundle) {
          bundle.spec().syncPolicy.automated.selfHeal = true;
        },
      },
    },
    silent: {
      "one without": {
        also: [],
        both(bundle) {
          for (const one of bundle.all)
            if (one.kind === "Job") bundle.annotate(one, { "argocd.argoproj.io/hook": undefined });
        },
        change(bundle) {
          bundle.spec().syncPolicy.automated.selfHeal = true;
        },
      },
    },
  },
  "finalizer-changed": {
    told: {
      "taken away": {
        level: "caution",
        says: /leaves/,
        change(bundle) {
          bundle.applier().by.metadata.finalizers = [];
        },
      },
      set: {
        level: "caution",
        says: /deletes all/,
        before(bundle) {
          bundle.applier().by.metadata.finalizers = [];
        },
      },
    },
    silent: {
      "another of the same": {
        also: [],
        change(bundle) {
          bundle.applier().by.metadata.finalizers = ["resources-finalizer.argocd.argoproj.io"];
        },
      },
    },
  },
  suspended: {
    told: {
      "a Kustomization": {
        way: "kustomizations",
        level: "caution",
        change(bundle) {
          bundle.spec("server").suspend = true;
        },
      },
      "an Application that no longer syncs by itself": {
        level: "caution",
        also: ["prune-switched"],
        change(bundle) {
          bundle.spec().syncPolicy.automated = undefined;
        },
      },
    },
    silent: {
      "one that goes on": {
        way: "kustomizations",
        before(bundle) {
          bundle.spec("server").suspend = true;
        },
        also: [],
      },
    },
  },
  "force-on": {
    told: {
      "a Kustomization": {
        way: "kustomizations",
        change(bundle) {
          bundle.spec("server").force = true;
        },
      },
      "an Application": {
        level: "caution",
        change(bundle) {
          bundle.spec().syncPolicy.syncOptions = ["Replace=true"];
        },
      },
      "a HelmRelease": {
        way: "helm-releases",
        level: "caution",
        change: release((spec) => {
          spec.upgrade.force = true;
        }),
      },
    },
    silent: {
      "one that forced before": {
        way: "kustomizations",
        also: [],
        both(bundle) {
          bundle.spec("server").force = true;
        },
        change(bundle) {
          bundle.spec("server").timeout = "9m";
        },
      },
    },
  },
  "remediation-uninstalls": {
    told: {
      "an upgrade": {
        way: "helm-releases",
        says: /upgrade/,
        change: release((spec) => {
          spec.upgrade = { remediation: { retries: 1, strategy: "uninstall" } };
        }),
      },
      "an install": {
        way: "helm-releases",
        level: "caution",
        change: release((spec) => {
          spec.install = { remediation: { retries: 3 } };
        }),
      },
    },
    silent: {
      "a rollback": {
        way: "helm-releases",
        also: [],
        change: release((spec) => {
          spec.upgrade = { remediation: { retries: 1 } };
        }),
      },
    },
  },
  "order-inverted": {
    told: {
      "the migration behind the servers": {
        says: /migration/,
        change: (bundle) => bundle.annotate(bundle.workload("migrate"), { [WAVE]: "2" }),
      },
      "the database beside what needs it": {
        says: /together/,
        change: (bundle) => bundle.annotate(bundle.workload("database"), { [WAVE]: "-20" }),
      },
      "a Kustomization that no longer waits for the database's": {
        way: "kustomizations",
        change(bundle) {
          bundle.spec("migrate").dependsOn = undefined;
          bundle.spec("credentials").dependsOn = undefined;
        },
        times: 2,
      },
    },
    silent: {
      "waves that move together": {
        also: [],
        change(bundle) {
          for (const one of bundle.all) {
            const wave = one.metadata.annotations?.[WAVE];
            if (wave !== undefined) bundle.annotate(one, { [WAVE]: String(Number(wave) + 100) });
          }
        },
      },
    },
  },
  "gate-removed": {
    told: {
      "a dependency that nothing of certctl needs": {
        way: "helm-releases",
        settings: { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } },
        level: "caution",
        change(bundle) {
          bundle.spec("edge").dependsOn = undefined;
        },
      },
    },
    silent: {
      "a dependency that is new": {
        way: "helm-releases",
        before(bundle) {
          bundle.spec("agents").dependsOn = undefined;
        },
        also: [],
      },
    },
  },
  "migration-way": {
    told: {
      both: { says: /both migrate/, change: (bundle) => setVariable(bundle, "server", HOOK, undefined) },
      nobody: { says: /Nobody/, change: removeMigration },
    },
    silent: {
      "the servers by themselves": {
        also: [],
        change(bundle) {
          removeMigration(bundle);
          setVariable(bundle, "server", HOOK, undefined);
        },
      },
      "what was so before": {
        also: [],
        both: removeMigration,
        change: (bundle) => setVariable(bundle, "server", "A", "b"),
      },
    },
  },
  "migration-image": {
    told: { "a newer one": (bundle) => setImage(bundle, "migrate", `${SERVER}:v2.1.8`) },
    silent: { "the same for both": { also: [], change: (bundle) => setVersion(bundle, "v2.1.8") } },
  },
  "certctl-version": {
    told: {
      "an older one": { says: /older/, change: (bundle) => setVersion(bundle, "v2.1.6") },
      "a major one": { level: "caution", says: /major/, change: (bundle) => setVersion(bundle, "v3.0.0") },
    },
    silent: { "the next one": { also: [], before: (bundle) => setVersion(bundle, "v2.1.6") } },
  },
  "postgres-version": {
    told: {
      "another major version": {
        says: /major/,
        change: (bundle) => setImage(bundle, "database", "postgres:17-alpine"),
      },
      "Debian in place of Alpine": { says: /Debian/, change: (bundle) => setImage(bundle, "database", "postgres:16") },
    },
    silent: {
      "a minor version": { also: [], change: (bundle) => setImage(bundle, "database", "postgres:16.9-alpine") },
    },
  },
  "image-place": {
    told: {
      "another registry": {
        level: "caution",
        also: ["migration-image"],
        says: /certctl's release signed/,
        change: (bundle) => setImage(bundle, "server", "other.example.com/certctl/certctl-server:v2.1.7"),
      },
      "another registry of what certctl's release did not sign": {
        level: "caution",
        says: /right to pull it\.$/,
        change: (bundle) => setImage(bundle, "database", "other.example.com/postgres:16-alpine"),
      },
    },
    silent: { "another tag": { also: [], change: (bundle) => setImage(bundle, "database", "postgres:16.9-alpine") } },
  },
  "image-loose": {
    told: {
      latest: { change: (bundle) => setVersion(bundle, "latest") },
      "no digest any more": {
        level: "caution",
        both: (bundle) => setVersion(bundle, "v2.1.7"),
        before: (bundle) => setVersion(bundle, `v2.1.7@sha256:${"a".repeat(64)}`),
      },
    },
    silent: {
      "another digest": {
        also: [],
        before: (bundle) => setVersion(bundle, `v2.1.6@sha256:${"a".repeat(64)}`),
        change: (bundle) => setVersion(bundle, `v2.1.7@sha256:${"b".repeat(64)}`),
      },
    },
  },
};
