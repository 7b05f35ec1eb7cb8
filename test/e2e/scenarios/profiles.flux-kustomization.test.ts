import { growingScenario } from "../profiles.ts";

growingScenario("flux-kustomization");
