/** The Namespaces of a bundle, with the Pod Security level that their pods need. */
import type { INamespace } from "kubernetes-models/v1/Namespace";
import { inStage, KEPT } from "../certctl/annotations.ts";
import { PART_OF } from "../certctl/labels.ts";
import type { Manifest } from "../model/manifest.ts";
import { object } from "./object.ts";

/** The server's namespace: every pod in it passes `restricted`, in every profile. */
export function serverNamespace(name: string): Manifest {
  return namespace(name, "restricted", { ...KEPT, ...inStage("config") });
}

/** A DaemonSet's agents keep their state in a folder of the node, which `baseline` and `restricted` forbid. */
export function agentsNamespace(name: string): Manifest {
  return namespace(name, "privileged", { ...KEPT, ...inStage("agent") });
}

function namespace(name: string, level: string, annotations: Record<string, string>): Manifest {
  return object<INamespace>({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, annotations, labels: { ...PART_OF, "pod-security.kubernetes.io/enforce": level } },
  });
}
