/** Cases of what leaves Git. */
import type { Loose } from "../../rules/bundle.ts";
import type { OrderBundle } from "../../rules/order-bundle.ts";
import type { Cases } from "./case.ts";

/** Takes an object away from whoever applies it. */
export function remove(bundle: OrderBundle, object: Loose): void {
  for (const applier of bundle.appliers) applier.resources = applier.resources.filter((one) => one !== object);
  bundle.others.splice(0, bundle.others.length, ...bundle.others.filter((one) => one !== object));
}

/** Takes the marks away that keep it. */
export function unprotect(bundle: OrderBundle, object: Loose): void {
  bundle.annotate(object, {
    "argocd.argoproj.io/sync-options": undefined,
    "kustomize.toolkit.fluxcd.io/prune": undefined,
    "helm.sh/resource-policy": undefined,
  });
}

const CLAIM = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { namespace: "certctl", name: "dumps" },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } } },
};

function withoutCertctl(bundle: OrderBundle): void {
  const applier = bundle.applier();
  applier.resources = applier.resources.filter(({ kind }) => kind === "ConfigMap");
}

function withClaim(bundle: OrderBundle): void {
  bundle.applier().resources.push(structuredClone(CLAIM));
}

const SECRET = {
  apiVersion: "external-secrets.io/v1",
  kind: "ExternalSecret",
  metadata: { namespace: "certctl", name: "certctl-encryption" },
  spec: { target: { name: "certctl-encryption" }, data: [{ secretKey: "key", remoteRef: { key: "a" } }] },
};

export const REMOVED: Readonly<Record<string, Cases>> = {
  "environment-removed": {
    told: {
      "one whose data is kept": { gone: true, says: /marked to be kept/ },
      "one whose claims go with it": { gone: true, both: withClaim, says: /are lost/ },
      "one of HelmReleases": { gone: true, way: "helm-releases", says: /marked to be kept/ },
      "one of an Application without a finalizer": {
        gone: true,
        says: /deletes nothing/,
        both(bundle) {
          bundle.applier().by.metadata.finalizers = [];
        },
      },
      "one without certctl": { gone: true, both: withoutCertctl, says: /but what is marked to be kept\.$/ },
      "one without certctl, with a claim": {
        gone: true,
        both(bundle) {
          withoutCertctl(bundle);
          withClaim(bundle);
        },
        says: /volume claims or databases among it. The data in them is lost/,
      },
      "one that nobody says how to apply": { gone: true, way: "objects", says: /with pruning/ },
    },
    silent: { "one that is new": { isNew: true, also: [] } },
  },
  "engine-object-removed": {
    told: {
      "a HelmRelease, which Flux uninstalls": {
        way: "helm-releases",
        says: /deletes/,
        change(bundle) {
          const { by } = bundle.applier("agents");
          bundle.appliers.splice(bundle.appliers.indexOf(bundle.applier("agents")), 1);
          for (const one of bundle.appliers)
            one.resources = one.resources.filter((other) => other !== by && other.metadata.name !== by.metadata.name);
        },
      },
      "a Kustomization that prunes": {
        way: "kustomizations",
        says: /deletes/,
        change(bundle) {
          const { by } = bundle.applier("agent");
          bundle.appliers.splice(bundle.appliers.indexOf(bundle.applier("agent")), 1);
          for (const one of bundle.appliers)
            one.resources = one.resources.filter((other) => other.metadata.name !== by.metadata.name);
        },
      },
      "a Kustomization that leaves what it made": {
        way: "kustomizations",
        level: "caution",
        says: /without an owner/,
        both(bundle) {
          for (const one of bundle.all)
            if (one.metadata.name.endsWith("-agent") && one.kind === "Kustomization") one.spec.prune = false;
          bundle.spec("agent").prune = false;
        },
        change(bundle) {
          const { by } = bundle.applier("agent");
          bundle.appliers.splice(bundle.appliers.indexOf(bundle.applier("agent")), 1);
          for (const one of bundle.appliers)
            one.resources = one.resources.filter((other) => other.metadata.name !== by.metadata.name);
        },
      },
    },
    silent: {
      "one that is merely changed": {
        way: "kustomizations",
        change(bundle) {
          bundle.spec("agent").timeout = "9m";
        },
      },
    },
  },
  "namespace-removed": {
    told: {
      "one that the engine deletes, once for all that is in it": {
        both: (bundle) => unprotect(bundle, bundle.object("Namespace", "certctl-agents")),
        change(bundle) {
          for (const one of bundle.all.filter((object) => object.metadata.namespace === "certctl-agents"))
            remove(bundle, one);
          remove(bundle, bundle.object("Namespace", "certctl-agents"));
        },
      },
      "one that is kept": {
        level: "caution",
        says: /not deleted/,
        change: (bundle) => remove(bundle, bundle.object("Namespace", "certctl-agents")),
      },
    },
    silent: {
      "one that is new": {
        before: (bundle) => remove(bundle, bundle.object("Namespace", "certctl-agents")),
      },
    },
  },
  "data-removed": {
    told: {
      "the database that the engine deletes": {
        says: /database/,
        both: (bundle) => unprotect(bundle, bundle.workload("database")),
        change: (bundle) => remove(bundle, bundle.workload("database")),
      },
      "the database that is kept": {
        level: "caution",
        change: (bundle) => remove(bundle, bundle.workload("database")),
      },
      "a claim": {
        both: withClaim,
        says: /volume claim/,
        change: (bundle) => remove(bundle, bundle.object("PersistentVolumeClaim")),
      },
      "a claim where nobody says who applies it": {
        way: "objects",
        both: withClaim,
        change: (bundle) => remove(bundle, bundle.object("PersistentVolumeClaim")),
      },
      "a claim of an Application that does not prune": {
        level: "caution",
        both(bundle) {
          withClaim(bundle);
          bundle.spec().syncPolicy.automated.prune = false;
        },
        change: (bundle) => remove(bundle, bundle.object("PersistentVolumeClaim")),
      },
    },
    silent: {
      "a claim that is new": { before: (bundle) => bundle, change: withClaim },
      "a StatefulSet that is merely added": {
        before: (bundle) => remove(bundle, bundle.workload("database")),
      },
      "a ServiceAccount": (bundle) => remove(bundle, bundle.object("ServiceAccount", "certctl-agent")),
    },
  },
  "definition-removed": {
    told: {
      "a definition": {
        before(bundle) {
          bundle.applier().resources.push({
            apiVersion: "apiextensions.k8s.io/v1",
            kind: "CustomResourceDefinition",
            metadata: { name: "a.b" },
          });
        },
      },
    },
    silent: {
      "an object of its kind": {
        before: (bundle) =>
          bundle.applier().resources.push({ apiVersion: "b/v1", kind: "A", metadata: { name: "a" } }) as never,
      },
    },
  },
  "secret-removed": {
    told: {
      "the encryption key's": {
        says: /encryption key/,
        before(bundle) {
          const { metadata } = SECRET;
          bundle
            .applier()
            .resources.push({ apiVersion: "v1", kind: "Secret", metadata, stringData: { key: "ENC[a]" } });
        },
      },
      "what a store fills, and pods still read": {
        says: /still read/,
        before: (bundle) => void bundle.applier().resources.push(structuredClone(SECRET)),
      },
      "what makes one that pods still read": {
        says: /still read/,
        before(bundle) {
          const made = structuredClone(SECRET);
          made.metadata.name = "certctl-admin";
          made.spec.target.name = "certctl-admin";
          bundle.applier().resources.push(made);
        },
      },
      "the server's Certificate": {
        settings: { profile: "ha", tls: { source: "cert-manager", issuerRef: { name: "ca" } } },
        says: /renews/,
        change: (bundle) => remove(bundle, bundle.object("Certificate", "certctl-server")),
      },
    },
    silent: {
      "one that another object makes by now": {
        before: (bundle) => void bundle.applier().resources.push(structuredClone(SECRET)),
        change(bundle) {
          const sealed = {
            apiVersion: "bitnami.com/v1alpha1",
            kind: "SealedSecret",
            metadata: { namespace: "certctl", name: "certctl-encryption" },
            spec: { encryptedData: { key: "x" } },
          };
          bundle.applier().resources.push(sealed);
        },
      },
      "one that nobody reads": {
        before(bundle) {
          const made = structuredClone(SECRET);
          made.metadata.name = made.spec.target.name = "spare";
          bundle.applier().resources.push(made);
        },
      },
      "one that is renamed along": {
        both: (bundle) => void bundle.applier().resources.push(structuredClone(SECRET)),
        renames: { "ExternalSecret certctl-encryption": "certctl-key" },
        change(bundle) {
          const made = bundle.object("ExternalSecret");
          made.metadata.name = made.spec.target.name = "certctl-key";
        },
      },
    },
  },
  "secret-maker": {
    told: {
      "an ExternalSecret in place of a person": {
        level: "caution",
        says: /encryption key/,
        change: (bundle) => void bundle.applier().resources.push(structuredClone(SECRET)),
      },
      "another entry of the store": {
        level: "caution",
        both: (bundle) => void bundle.applier().resources.push(structuredClone(SECRET)),
        change(bundle) {
          bundle.object("ExternalSecret").spec.data[0].remoteRef.key = "b";
        },
      },
    },
    silent: {
      "another interval": {
        also: [],
        both: (bundle) => void bundle.applier().resources.push(structuredClone(SECRET)),
        change(bundle) {
          bundle.object("ExternalSecret").spec.refreshInterval = "5m";
        },
      },
      "one entry more": {
        also: [],
        both: (bundle) => void bundle.applier().resources.push(structuredClone(SECRET)),
        change(bundle) {
          bundle.object("ExternalSecret").spec.data.push({ secretKey: "more", remoteRef: { key: "b" } });
        },
      },
      "the maker of a Secret that can be made again": {
        also: [],
        change(bundle) {
          const made = structuredClone(SECRET);
          made.metadata.name = made.spec.target.name = "certctl-tls";
          bundle.applier().resources.push(made);
        },
      },
    },
  },
  "service-removed": {
    told: { "the servers'": (bundle) => remove(bundle, bundle.object("Service", "certctl-server")) },
    silent: {
      "one in whose place another leads to the pods": {
        also: [],
        change(bundle) {
          bundle.object("Service", "certctl-server").metadata.name = "other";
        },
      },
    },
  },
  "server-removed": {
    told: { "the Deployment": (bundle) => remove(bundle, bundle.workload("server")) },
    silent: {
      "a server that is a StatefulSet by now"(bundle) {
        const server = bundle.workload("server");
        server.kind = "StatefulSet";
        server.spec.serviceName = "certctl-server";
      },
    },
  },
  "agents-removed": {
    told: {
      "the DaemonSet": { says: /No agent/, change: (bundle) => remove(bundle, bundle.workload("agent")) },
      "agents that move to a StatefulSet": {
        says: /another workload/,
        settingsAfter: { profile: "ha", agents: { kind: "statefulset" } },
        also: ["namespace-removed"],
      },
    },
    silent: {
      "an agent with another image"(bundle) {
        bundle.workload("agent").spec.template.spec.containers[0].image = "ghcr.io/certctl-io/certctl-agent:v2.1.8";
      },
    },
  },
  "network-policy-removed": {
    told: {
      "the only one of the agents": {
        level: "caution",
        change: (bundle) => remove(bundle, bundle.object("NetworkPolicy", "certctl-agent")),
      },
    },
    silent: {
      "one beside another that still closes the pods": (bundle) =>
        remove(bundle, bundle.object("NetworkPolicy", "certctl-database")),
      "one that closed no way in": {
        also: [],
        before(bundle) {
          bundle.applier().resources.push({
            apiVersion: "networking.k8s.io/v1",
            kind: "NetworkPolicy",
            metadata: { namespace: "certctl-agents", name: "out" },
            spec: { podSelector: {}, policyTypes: ["Egress"], egress: [{}] },
          });
        },
      },
      "one whose pods go too"(bundle) {
        remove(bundle, bundle.object("NetworkPolicy", "certctl-agent"));
        remove(bundle, bundle.workload("agent"));
      },
    },
  },
  "disruption-budget-removed": {
    told: {
      "that of three servers": {
        level: "caution",
        change: (bundle) => remove(bundle, bundle.object("PodDisruptionBudget")),
      },
    },
    silent: {
      "that of a single server": {
        both(bundle) {
          bundle.workload("server").spec.replicas = 1;
        },
        change: (bundle) => remove(bundle, bundle.object("PodDisruptionBudget")),
      },
    },
  },
  "route-removed": {
    told: {
      "the Ingress": {
        settings: { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } },
        level: "caution",
        change: (bundle) => remove(bundle, bundle.object("Ingress")),
      },
    },
    silent: {
      "an Ingress whose name a route of another kind takes over": {
        settings: { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } },
        change(bundle) {
          const ingress = bundle.object("Ingress");
          ingress.apiVersion = "gateway.networking.k8s.io/v1";
          ingress.kind = "HTTPRoute";
          ingress.metadata.name = "other";
          ingress.spec = { hostnames: ["a.example.com"] };
        },
      },
      "an Ingress with another class": {
        settings: { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } },
        change(bundle) {
          bundle.object("Ingress").spec.ingressClassName = "other";
        },
      },
    },
  },
};
