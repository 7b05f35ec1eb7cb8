/** Tags that exist, and do not move. */
import { imageTag } from "../../../../src/rules/coherence/images/image-tag.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;
const SERVER = "ghcr.io/certctl-io/certctl-server";
const image = (name: string) => (bundle: Bundle) => {
  bundle.container("server").image = name;
};

describeRule(imageTag, {
  reports: {
    "a tag without v": {
      change: image(`${SERVER}:2.1.0`),
      says: /no release of certctl has the tag 2.1.0/,
      severity: "error",
      at: "/spec/template/spec/containers/0/image",
    },
    "a tag without v in a mirror": { change: image("r.example/certctl-server:2.1.0"), severity: "warning" },
    latest: { change: image(`${SERVER}:latest`), says: /moves/, severity: "warning" },
    "no tag": { change: image(SERVER), says: /without a tag/, severity: "warning" },
    "no tag behind a port": { change: image("r.example:5000/certctl-server"), severity: "warning" },
    "a branch": { change: image(`${SERVER}:main`), says: /vX.Y.Z/, severity: "error" },
    "a short tag": { change: image(`${SERVER}:v2.1`), severity: "error" },
    "the migration's": (bundle) => {
      bundle.container("migrate").image = `${SERVER}:2.1.7`;
    },
    "an init container's": (bundle) => {
      bundle.container("agent", "enroll").image = "ghcr.io/certctl-io/certctl-agent:2.1.7";
    },
  },
  silent: {
    releases: {},
    "a pre-release": image(`${SERVER}:v2.2.0-rc.1`),
    "a digest": image(`${SERVER}@${DIGEST}`),
    "a digest behind any tag": image(`${SERVER}:2.1.7@${DIGEST}`),
    "a tag of a mirror's own": image("r.example/certctl-server:prod-7"),
    "another image's tag": image("r.example/pki/control-plane:latest"),
  },
});
