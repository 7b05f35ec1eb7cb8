/** Projects permit what is in them. */
import { projectPermits } from "../../../../src/rules/order/argocd/project-permits.ts";
import type { OrderBundle } from "../../order-bundle.ts";
import { describeOrderRule } from "../../order-cases.ts";

const project =
  (change: (spec: ReturnType<OrderBundle["spec"]>) => void) =>
  (bundle: OrderBundle): void =>
    change(bundle.object("AppProject").spec);
const asks = (bundle: OrderBundle): void => {
  bundle.spec().syncPolicy.syncOptions = ["CreateNamespace=true"];
};

describeOrderRule(projectPermits, {
  reports: {
    "another repository": {
      change: (bundle) => {
        bundle.spec().source.repoURL = "https://github.com/acme/other.git";
      },
      at: "/spec/source/repoURL",
    },
    "one of two repositories": {
      change: (bundle) => {
        bundle.spec().sources = [bundle.spec().source, { repoURL: "https://example.com/charts" }];
      },
      at: "/spec/sources/1/repoURL",
    },
    "a repository that is forbidden": project((spec) => {
      spec.sourceRepos = ["*", "!https://github.com/acme/*"];
    }),
    "another cluster": {
      change: (bundle) => {
        bundle.spec().destination.server = "https://elsewhere.example.com";
      },
      at: "/spec/destination",
    },
    "a namespace of some objects": {
      change: project((spec) => {
        spec.destinations.pop();
      }),
      says: /has objects in [a-z]+-agents, where/,
      kind: "AppProject",
    },
    "a cluster-wide kind": {
      change: project((spec) => {
        spec.clusterResourceWhitelist = [];
      }),
      says: /^the project does not permit Namespace,/,
      at: "/spec/clusterResourceWhitelist",
    },
    "a Namespace of another name": project((spec) => {
      spec.clusterResourceWhitelist[0].name = "other";
    }),
    "kinds of a namespace": {
      change: project((spec) => {
        spec.namespaceResourceBlacklist = [{ group: "batch", kind: "*" }];
      }),
      says: /does not permit Job\.batch,/,
    },
    "a Namespace that Argo CD makes": {
      settings: { profile: "single-node", namespace: { name: "pki", owned: false }, agents: { kind: "off" } },
      change: asks,
      at: "/spec/syncPolicy/syncOptions/0",
    },
  },
  silent: {
    "a project that permits all": project((spec) => {
      spec.sourceRepos = ["*"];
      spec.destinations = [{ server: "*", namespace: "*" }];
      spec.clusterResourceWhitelist = [{ group: "*", kind: "*" }];
      delete spec.namespaceResourceWhitelist;
    }),
    "another spelling of the repository": (bundle) => {
      bundle.spec().source.repoURL = "https://github.com/acme/GitOps/";
    },
    "a cluster by its name, which the project knows by its server": (bundle) => {
      bundle.spec().destination = { name: "in-cluster", namespace: bundle.spec().destination.namespace };
    },
    "a project that is not there": (bundle) => {
      bundle.others.length = 0;
    },
    "a Namespace that Argo CD makes and the project permits": asks,
  },
});
