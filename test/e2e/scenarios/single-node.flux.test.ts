import { profileScenario } from "../profile.ts";

profileScenario("single-node", "flux");
