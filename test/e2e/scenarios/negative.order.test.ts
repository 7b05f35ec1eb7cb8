import { twinScenario } from "../twins.ts";
import { TWINS_OF_ORDER } from "../twins-order.ts";

for (const twin of TWINS_OF_ORDER) twinScenario(twin);
