/** Rules about images: what certctl's parts run. */
import type { CoherenceRule } from "../../rule.ts";

export const IMAGES_RULES: readonly CoherenceRule[] = [];
