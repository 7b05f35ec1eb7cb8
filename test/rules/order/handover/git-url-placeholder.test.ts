/** Engines find the repository. */
import { gitUrlPlaceholder } from "../../../../src/rules/order/handover/git-url-placeholder.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(gitUrlPlaceholder, {
  reports: {
    "an Application": {
      change: (bundle) => {
        bundle.spec().source.repoURL = "https://git.invalid/unknown.git";
      },
      at: "/spec/source/repoURL",
      kind: "Application",
    },
    "one of an Application's sources": {
      change: (bundle) => {
        const { source } = bundle.spec();
        bundle.spec().sources = [source, { ...source, repoURL: "ssh://git@git.invalid/unknown.git" }];
      },
      at: "/spec/sources/1/repoURL",
    },
    "a GitRepository": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.object("GitRepository").spec.url = "https://git.invalid:443/unknown.git";
      },
    },
  },
  silent: {
    "a host that only sounds so": (bundle) => {
      bundle.spec().source.repoURL = "https://invalid.example.com/x.invalid";
    },
    "a URL that is none": (bundle) => {
      bundle.spec().source.repoURL = 5;
    },
  },
});
