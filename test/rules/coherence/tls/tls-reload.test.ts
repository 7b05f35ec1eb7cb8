/** A renewed certificate is served. */
import { tlsReload } from "../../../../src/rules/coherence/tls/tls-reload.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const withoutSignal = (bundle: Bundle) => bundle.pod("server").containers.splice(1);
const volume = (bundle: Bundle): Loose => bundle.pod("server").volumes.find((one: Loose) => one.name === "tls");
const annotated = (annotations: Record<string, string>) => (bundle: Bundle) => {
  withoutSignal(bundle);
  Object.assign(bundle.workload("server").metadata.annotations, annotations);
};

describeRule(tlsReload, {
  reports: {
    "a script that signals nobody": {
      change: (bundle) => {
        bundle.container("server", "tls-reload").command = ["/bin/sh", "-c", "sleep 1000"];
      },
    },
    "nobody who tells the server": {
      change: withoutSignal,
      says: /SIGHUP/,
      severity: "warning",
      at: "/spec/template/spec/volumes/0",
    },
    "a container that does not see the server": (bundle) => {
      delete bundle.pod("server").shareProcessNamespace;
    },
    "a container that has nothing to do with it": (bundle) => {
      withoutSignal(bundle);
      bundle.pod("server").containers.push({ name: "log", image: "fluent-bit" });
    },
    "Reloader for ConfigMaps alone": annotated({ "configmap.reloader.stakater.com/reload": "a" }),
    "Reloader switched off": annotated({ "reloader.stakater.com/auto": "false" }),
    "files that a driver renews": (bundle) => {
      withoutSignal(bundle);
      delete volume(bundle).secret;
      volume(bundle).csi = { driver: "csi.cert-manager.io" };
    },
  },
  silent: {
    "a container that sends the signal": {},
    Reloader: annotated({ "reloader.stakater.com/auto": "true" }),
    "Reloader for this Secret": annotated({ "secret.reloader.stakater.com/reload": "certctl-tls" }),
    Wave: annotated({ "wave.pusher.com/update-on-config-change": "true" }),
    "a CronJob that restarts": (bundle) => {
      withoutSignal(bundle);
      const containers = [{ name: "a", image: "kubectl", command: ["kubectl", "rollout", "restart", "deploy/a"] }];
      const jobTemplate = { spec: { template: { spec: { containers } } } };
      bundle.add({ apiVersion: "batch/v1", kind: "CronJob", metadata: { name: "restart" }, spec: { jobTemplate } });
    },
    "a name that changes with the content": (bundle) => {
      withoutSignal(bundle);
      volume(bundle).secret.secretName = "web-6h99fcmhm4";
    },
    "a certificate that the pod makes": { settings: { profile: "dev", tls: { source: "init-container" } } },
    "a script that starts the server and signals it": (bundle) => {
      withoutSignal(bundle);
      bundle.container("server").command = ["sh", "-c", "(while sleep 60; do kill -HUP 1; done) & exec /app/server"];
    },
  },
});
