/** Flux outlasts its Jobs. */
import { timeoutDeadline } from "../../../../src/rules/order/flux/timeout-deadline.ts";
import { describeOrderRule } from "../../order-cases.ts";

describeOrderRule(timeoutDeadline, {
  reports: {
    "a Kustomization that waits a moment": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("server").timeout = "5s";
      },
      says: /no pod gets ready/,
    },
    "a release that waits too short": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("server").timeout = "10m";
      },
      says: /^Flux waits 600 s and a Job in it may take 900 s .* starts the Job again/,
      at: "/spec/timeout",
    },
    "a release's own timeout of upgrades": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("server").upgrade.timeout = "900s";
      },
      at: "/spec/upgrade/timeout",
    },
    "a release that says nothing": {
      way: "helm-releases",
      change: (bundle) => {
        delete bundle.spec("server").timeout;
      },
      says: /300 s, the default,/,
    },
    "a Kustomization whose interval is its timeout": {
      way: "kustomizations",
      change: (bundle) => {
        delete bundle.spec("migrate").timeout;
      },
      says: /570 s, the default,/,
    },
  },
  silent: {
    "a Kustomization that waits for nothing": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("migrate").timeout = "1m";
        bundle.spec("migrate").wait = false;
      },
    },
    "more than an hour": {
      way: "helm-releases",
      change: (bundle) => {
        bundle.spec("server").timeout = "1h30m";
      },
    },
    "a timeout that nobody can read": {
      way: "kustomizations",
      change: (bundle) => {
        bundle.spec("migrate").timeout = 5;
        bundle.spec("migrate").interval = "often";
      },
    },
  },
});
