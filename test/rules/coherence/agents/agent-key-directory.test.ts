/** Where an agent's keys may lie. */
import { agentKeyDirectory } from "../../../../src/rules/coherence/agents/agent-key-directory.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const STATEFUL = { profile: "ha", agents: { kind: "statefulset", replicas: 2 } };

const mount = (bundle: Bundle): Loose =>
  bundle.container("agent").volumeMounts.find((one: Loose) => one.name === "state");

function setVolume(bundle: Bundle, source: Loose): void {
  const { volumes } = bundle.pod("agent");
  volumes.splice(
    volumes.findIndex((one: Loose) => one.name === "state"),
    1,
    { name: "state", ...source },
  );
}

function dropInit(bundle: Bundle): void {
  delete bundle.pod("agent").initContainers;
}

describeRule(agentKeyDirectory, {
  reports: {
    "a claim at the directory itself": {
      settings: STATEFUL,
      change: (bundle) => {
        mount(bundle).mountPath = "/var/lib/certctl/keys/";
      },
      says: /mounted at the key directory itself/,
    },
    "a claim at a directory of another name": {
      settings: STATEFUL,
      change: (bundle) => {
        bundle.setVariable("agent", "CERTCTL_KEY_DIR", "/keys");
        mount(bundle).mountPath = "/keys";
      },
    },
    "a sub-path at the directory that kubelet makes": {
      settings: STATEFUL,
      change: (bundle) => {
        dropInit(bundle);
        Object.assign(mount(bundle), { mountPath: "/var/lib/certctl/keys", subPath: "keys" });
      },
    },
    "an emptyDir": {
      change: (bundle) => {
        setVolume(bundle, { emptyDir: {} });
      },
      says: /^the agent's keys go with its pod/,
    },
    "an emptyDir at the directory itself: two mistakes": {
      change: (bundle) => {
        dropInit(bundle);
        setVolume(bundle, { emptyDir: {} });
        mount(bundle).mountPath = "/var/lib/certctl/keys";
      },
      times: 2,
    },
    "no volume, and a read-only root": {
      change: (bundle) => {
        bundle.container("agent").volumeMounts = [];
      },
      says: /root filesystem is read-only/,
    },
    "no volume": {
      change: (bundle) => {
        bundle.container("agent").volumeMounts = [];
        delete bundle.container("agent").securityContext;
      },
      says: /go with the container/,
    },
    "a folder of the node that is root's": {
      change: dropInit,
      says: /kubelet makes the node's folder for root/,
    },
    "a volume that is read-only": {
      change: (bundle) => {
        mount(bundle).readOnly = true;
      },
      says: /read-only/,
    },
    "a Secret": (bundle) => setVolume(bundle, { secret: { secretName: "keys" } }),
    "one claim for all nodes": {
      change: (bundle) => setVolume(bundle, { persistentVolumeClaim: { claimName: "keys" } }),
      says: /share one claim/,
    },
  },
  silent: {
    "a folder of the node that an init container prepares": {},
    "claims of a StatefulSet": { settings: STATEFUL },
    "a folder of the node that is there already": (bundle) => {
      dropInit(bundle);
      setVolume(bundle, { hostPath: { path: "/var/lib/agents", type: "Directory" } });
    },
    "one claim with a folder for each pod": (bundle) => {
      setVolume(bundle, { persistentVolumeClaim: { claimName: "keys" } });
      mount(bundle).subPathExpr = "$(AGENT_NAME)";
    },
    "one claim for one pod": {
      settings: { profile: "ha", agents: { kind: "statefulset", replicas: 1 } },
      change: (bundle) => {
        delete bundle.workload("agent").spec.volumeClaimTemplates;
        bundle.pod("agent").volumes.push({ name: "state", persistentVolumeClaim: { claimName: "keys" } });
      },
    },
    "a directory that is not in the input": (bundle) => {
      bundle.container("agent").volumeMounts = [];
      bundle.setVariable("agent", "CERTCTL_KEY_DIR", { configMapKeyRef: { name: "elsewhere", key: "d" } });
    },
  },
});
