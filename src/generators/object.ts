/** The door from typed Kubernetes objects to the plain manifests that the stages pass on. */
import type { TypeMeta } from "@kubernetes-models/base";
import type { Manifest } from "../model/manifest.ts";

/** The literal is checked against its kind's type by the compiler; at run time it is the data as it is. */
export function object<T extends TypeMeta>(literal: T): Manifest {
  return literal as unknown as Manifest;
}
