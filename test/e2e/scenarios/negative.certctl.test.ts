import { twinScenario } from "../twins.ts";
import { TWINS_OF_CERTCTL } from "../twins-certctl.ts";

for (const twin of TWINS_OF_CERTCTL) twinScenario(twin);
