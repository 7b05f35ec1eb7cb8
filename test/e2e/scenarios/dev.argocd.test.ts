import { profileScenario } from "../profile.ts";

profileScenario("dev", "argocd");
