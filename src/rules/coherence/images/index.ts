/** Rules about images: what certctl's parts run. */
import type { CoherenceRule } from "../../rule.ts";
import { certctlVersion } from "./certctl-version.ts";
import { imageArchitecture } from "./image-architecture.ts";
import { imageName } from "./image-name.ts";
import { imageTag } from "./image-tag.ts";
import { sameVersion } from "./same-version.ts";

export const IMAGES_RULES: readonly CoherenceRule[] = [
  certctlVersion,
  imageArchitecture,
  imageName,
  imageTag,
  sameVersion,
];
