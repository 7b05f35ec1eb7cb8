import { profileScenario } from "../profile.ts";

profileScenario("ha", "flux");
