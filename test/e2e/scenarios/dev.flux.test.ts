import { profileScenario } from "../profile.ts";

profileScenario("dev", "flux");
