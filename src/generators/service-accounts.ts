/** One ServiceAccount for each kind of pod, none of them with a token: certctl never asks the Kubernetes API. */
import type { IServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { inStage, kept } from "../certctl/annotations.ts";
import { labels, type Part } from "../certctl/labels.ts";
import { AGENT, DATABASE, SERVER } from "../certctl/names.ts";
import type { StageName } from "../certctl/stages.ts";
import type { Manifest } from "../model/manifest.ts";
import { object } from "./object.ts";

export const serverAccount = (): Manifest => account(SERVER, "server", "config");
/** Kept with the database: without its account a kept StatefulSet could start no pod. */
export const databaseAccount = (): Manifest => kept(account(DATABASE, "database", "database"));
export const agentAccount = (): Manifest => account(AGENT, "agent", "agent");

function account(name: string, part: Part, stage: StageName): Manifest {
  return object<IServiceAccount>({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, annotations: inStage(stage), labels: labels(part) },
    automountServiceAccountToken: false,
  });
}
