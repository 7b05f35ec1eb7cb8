/** Rules about single objects, beyond what their schema says. */
import type { ObjectRule } from "../rule.ts";
import { apiVersion } from "./api-version.ts";
import { certificateIssuer } from "./certificate-issuer.ts";
import { externalSecretComplete } from "./external-secret-complete.ts";
import { labelSyntax } from "./label-syntax.ts";
import { namedPort } from "./named-port.ts";
import { networkComplete } from "./network-complete.ts";
import { podComplete } from "./pod-complete.ts";
import { resourceName } from "./resource-name.ts";
import { selectorMatches } from "./selector-matches.ts";
import { suppression } from "./suppression.ts";
import { volumeMounts } from "./volume-mounts.ts";
import { workloadComplete } from "./workload-complete.ts";

export const OBJECT_RULES: readonly ObjectRule[] = [
  apiVersion,
  certificateIssuer,
  externalSecretComplete,
  labelSyntax,
  namedPort,
  networkComplete,
  podComplete,
  resourceName,
  selectorMatches,
  suppression,
  volumeMounts,
  workloadComplete,
];
