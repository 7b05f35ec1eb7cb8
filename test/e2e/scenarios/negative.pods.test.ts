import { twinScenario } from "../twins.ts";
import { TWINS_OF_PODS } from "../twins-pods.ts";

for (const twin of TWINS_OF_PODS) twinScenario(twin);
