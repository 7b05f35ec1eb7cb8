/** ServiceAccounts that pods name. */
import { serviceAccountMissing } from "../../../../src/rules/coherence/pods/service-account-missing.ts";
import { describeRule } from "../../cases.ts";

describeRule(serviceAccountMissing, {
  reports: {
    "an account of a Job beside certctl": {
      change: (bundle) => {
        bundle.pod("credentials").serviceAccountName = "nobody";
      },
    },
    "an account that is not there": {
      change: (bundle) => {
        bundle.pod("server").serviceAccountName = "other";
      },
      at: "/spec/template/spec/serviceAccountName",
    },
    "an account of another namespace": (bundle) => {
      bundle.pod("agent").serviceAccountName = "certctl-server";
    },
    "the old field": {
      change: (bundle) => {
        const pod = bundle.pod("server");
        delete pod.serviceAccountName;
        pod.serviceAccount = "other";
      },
      at: "/spec/template/spec/serviceAccount",
    },
  },
  silent: {
    "accounts that are there": {},
    "the account that every namespace has": (bundle) => {
      delete bundle.pod("server").serviceAccountName;
      bundle.pod("migrate").serviceAccountName = "default";
    },
    "an account without a namespace": (bundle) => {
      const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "other" } };
      bundle.add(account);
      bundle.pod("server").serviceAccountName = "other";
    },
  },
});
