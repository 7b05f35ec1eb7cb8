/** Rules about single objects, beyond what their schema says. */
import type { ObjectRule } from "../rule.ts";
import { apiVersion } from "./api-version.ts";
import { labelSyntax } from "./label-syntax.ts";
import { resourceName } from "./resource-name.ts";
import { selectorMatches } from "./selector-matches.ts";
import { suppression } from "./suppression.ts";

export const OBJECT_RULES: readonly ObjectRule[] = [
  apiVersion,
  labelSyntax,
  resourceName,
  selectorMatches,
  suppression,
];
