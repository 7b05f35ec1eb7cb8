import { growingScenario } from "../profiles.ts";

growingScenario("argocd");
