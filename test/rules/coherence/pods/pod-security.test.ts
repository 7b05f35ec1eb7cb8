/** What pods may do. */
import { podSecurity } from "../../../../src/rules/coherence/pods/pod-security.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

/** A namespace that enforces nothing: what is wrong is then this rule's. */
function unenforced(bundle: Bundle): void {
  for (const one of bundle.manifests.filter((m) => m.kind === "Namespace")) delete one.metadata.labels;
}

/** A container's settings are one object for all of them. */
function secure(container: Loose, settings: Loose): void {
  container.securityContext = { ...container.securityContext, ...settings };
}

const loosened = (change: (bundle: Bundle) => void) => (bundle: Bundle) => {
  unenforced(bundle);
  change(bundle);
};

const STATEFUL = { profile: "ha", agents: { kind: "statefulset" } };

describeRule(podSecurity, {
  reports: {
    "a server whose user is a name": {
      change: (bundle) => {
        delete bundle.pod("server").securityContext.runAsUser;
      },
      says: /needs a number, and the image's user is a name/,
      severity: "error",
      times: 2,
    },
    "a tool of PostgreSQL whose user is root": {
      change: (bundle) => {
        const pod = bundle.pod("database");
        delete pod.securityContext.runAsUser;
        pod.initContainers = [{ ...pod.containers[0], name: "wait", args: ["true"] }];
      },
      says: /forbids the image's user, which is root/,
      severity: "error",
    },
    "root that is not root": {
      change: loosened((bundle) => {
        secure(bundle.container("migrate"), { runAsUser: 0 });
      }),
      severity: "error",
    },
    "no seccomp profile": {
      change: loosened((bundle) => {
        delete bundle.pod("database").securityContext.seccompProfile;
      }),
      says: /^the container may do more than it needs: no seccompProfile \(RuntimeDefault\)$/,
      at: "/spec/template/spec/containers/0/securityContext",
      severity: "warning",
    },
    "a container without settings": {
      change: loosened((bundle) => {
        delete bundle.container("database").securityContext;
      }),
      says: /no allowPrivilegeEscalation: false/,
      at: "/spec/template/spec/containers/0",
    },
    "a privileged container": {
      change: loosened((bundle) => {
        secure(bundle.container("agent"), { privileged: true });
      }),
      says: /: privileged$/,
      severity: "error",
    },
    "the node's network": {
      change: loosened((bundle) => {
        bundle.pod("agent").hostNetwork = true;
      }),
      says: /^the pod may do more than it needs: hostNetwork$/,
      at: "/spec/template/spec/hostNetwork",
    },
    "a database in a folder of the node": loosened((bundle) => {
      bundle.pod("database").volumes.push({ name: "more", hostPath: { path: "/srv/data" } });
    }),
    "an agent's capabilities": loosened((bundle) => {
      secure(bundle.container("agent"), { capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } });
    }),
    "an agent with a claim and without a profile": {
      settings: STATEFUL,
      change: loosened((bundle) => {
        secure(bundle.container("agent"), { seccompProfile: { type: "Unconfined" } });
      }),
      says: /Unconfined/,
    },
  },
  silent: {
    "restricted pods, and agents with a folder of their node": {},
    "restricted pods in a namespace that enforces nothing": unenforced,
    "what the namespace refuses, which pod-admitted says": (bundle) => {
      delete bundle.pod("server").securityContext.seccompProfile;
    },
    "a user in the container": (bundle) => {
      const pod = bundle.pod("server");
      delete pod.securityContext.runAsUser;
      for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
        secure(container, { runAsUser: 1000 });
      }
    },
    "an agent on its node without a profile": loosened((bundle) => {
      delete bundle.pod("agent").securityContext.seccompProfile;
    }),
  },
});
