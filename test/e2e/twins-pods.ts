/** Twins that lack a setting of a pod. */
import type { Twin } from "./twins.ts";
import { withoutNamed } from "./twins.ts";

const SERVER = "out/base/server/deployment.yaml";
const DATABASE = "out/base/database/stateful-set.yaml";

export const TWINS_OF_PODS: readonly Twin[] = [
  {
    name: "pgdata",
    without: "PGDATA below the volume's root",
    takeAway: (it) => it.repository.edit(DATABASE, (text) => withoutNamed(text, "PGDATA")),
    reason: /certctl-database-0 postgres: .*(exists but is not empty|lost\+found)/,
    seconds: 60,
  },
  {
    name: "fsgroup",
    without: "the database's fsGroup",
    takeAway: (it) => it.repository.edit(DATABASE, (text) => text.replace(/\n {8}fsGroup: 70\n/, "\n")),
    reason: /certctl-database-0 postgres: .*(Permission denied|Operation not permitted)/i,
    seconds: 60,
  },
  {
    name: "run-as-user",
    without: "the servers' numeric user",
    takeAway: (it) => it.repository.edit(SERVER, (text) => text.replace(/ {8}runAs(User|Group): 1000\n/g, "")),
    reason: /certctl-server-\S+ waits: CreateContainerConfigError: .*non-numeric user/,
    seconds: 90,
  },
  {
    name: "seccomp",
    without: "the servers' seccomp profile",
    takeAway: (it) =>
      it.repository.edit(SERVER, (text) => text.replace(/\n {8}seccompProfile:\n {10}type: RuntimeDefault\n/, "\n")),
    reason: /violates PodSecurity "restricted:/,
    seconds: 90,
  },
  {
    name: "privileged",
    without: "the label that lets agents mount a folder of the node",
    takeAway: (it) =>
      it.repository.edit("out/base/agent/namespace.yaml", (text) => text.replace("privileged", "restricted")),
    secrets: async (it) => {
      // `secrets` makes the namespace first, with the right label.
      await it.kubectl("label", "namespace", it.agents, "pod-security.kubernetes.io/enforce=restricted", "--overwrite");
    },
    reason: /DaemonSet certctl-agent: .*violates PodSecurity/,
    seconds: 120,
  },
  {
    name: "probe",
    without: "TLS in the readiness probe",
    takeAway: (it) =>
      it.repository.edit(SERVER, (text) =>
        text.replace(/(path: \/ready\n +port: https\n +scheme: )HTTPS\n/, (_, before: string) => `${before}HTTP\n`),
      ),
    reason: /Readiness probe failed: HTTP probe failed with statuscode: 400/,
    seconds: 90,
  },
];
