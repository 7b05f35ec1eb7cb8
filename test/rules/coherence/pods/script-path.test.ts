/** Files of scripts. */
import { scriptPath } from "../../../../src/rules/coherence/pods/script-path.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const script = (text: string) => (bundle: Bundle) => {
  bundle.container("enroll").command = ["sh", "-c", text];
};

describeRule(scriptPath, {
  reports: {
    "a folder without its volume": {
      change: (bundle) => {
        const container = bundle.container("agent", "enroll");
        container.volumeMounts = container.volumeMounts.filter(({ name }: { name: string }) => name !== "state");
      },
      says: /\/var\/lib\/certctl\/agent-id.*read-only/,
    },
    "a mount elsewhere": {
      change: (bundle) => {
        bundle.container("server", "tls-reload").volumeMounts[0].mountPath = "/tls";
      },
      says: /\/etc\/certctl\/tls\/tls\.crt/,
    },
    "a filesystem that may be written": {
      change: (bundle) => {
        script("echo a >/data/a")(bundle);
        delete bundle.container("enroll").securityContext.readOnlyRootFilesystem;
      },
      says: /ends with the container/,
    },
  },
  silent: {
    "files of the image": script("cat /etc/ssl/cert.pem /etc/passwd /app/server /tmp/a"),
    "a part of a URL": script("curl https://a/data/x"),
    "a file that may be missing": script("[ -f /etc/certctl/a ]"),
    "another image": (bundle) => {
      script("cat /data/a")(bundle);
      bundle.container("enroll").image = "busybox";
    },
  },
});
