/** Tags that no release has can't be pulled, and those that move say nothing about what runs. */
import { isCertctlImage, type Program } from "../../certctl/programs.ts";
import { imageName } from "../../pods/image-name.ts";
import type { CoherenceRule, Fault } from "../../rule.ts";

export const imageTag: CoherenceRule = {
  name: "image-tag",
  severity: "error",
  title: "certctl's images have the tag of a release, vX.Y.Z, or a digest.",
  setting: "certctl.version",
  *check({ servers, migrations, agents, tools }) {
    for (const program of [...servers, ...migrations, ...agents, ...tools]) {
      const found = faultOf(program);
      if (found === undefined) continue;
      const { pod, container } = program;
      yield { resource: pod.resource, path: [...container.path, "image"], ...found };
    }
  },
};

/** The release workflow pushes the git tag, which starts with `v`, and `latest`; a mirror may have tags of its own. */
function faultOf({ container }: Program): Fault | undefined {
  const { repository, tag, digest } = imageName(container.image);
  if (!isCertctlImage(container.image) || digest !== undefined) return undefined;
  if (tag === undefined || tag === "latest") return moving(tag);
  if (/^v\d+\.\d+\.\d+(-|$)/.test(tag)) return undefined;
  const severity = repository.startsWith("ghcr.io/certctl-io/") ? "error" : "warning";
  if (/^\d+\.\d+\.\d+(-|$)/.test(tag)) {
    const message = `no release of certctl has the tag ${tag}: its tags start with v`;
    return { message, fix: `Use the tag v${tag}.`, severity };
  }
  if (severity === "warning") return undefined;
  const message = `no release of certctl has the tag ${tag}: they are called vX.Y.Z`;
  return { message, fix: "Use the tag of a release, vX.Y.Z, or a digest.", severity };
}

function moving(tag: string | undefined): Fault {
  const what = tag === undefined ? "an image without a tag is latest" : "the tag latest moves";
  return {
    message: `${what}: which release runs is not known, and a restarted pod may run a newer one than the others and the migration`,
    fix: "Use the tag of a release, vX.Y.Z, or a digest.",
    severity: "warning",
  };
}
