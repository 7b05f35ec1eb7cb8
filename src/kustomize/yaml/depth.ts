/** How deeply mappings and lists may stand in each other. */
import { TextError } from "./text-error.ts";

/**
 * kustomize takes 10000. Every part of a build goes down into values by calls, and the calls that read YAML fill the
 * stack at about 800 levels.
 */
export const MOST_LEVELS = 500;

/** A text whose values are nested more deeply than this renderer reads them. */
export class DepthError extends TextError {
  static readonly fix = "Put fewer mappings and lists inside each other.";
  constructor(offset: number) {
    super(`values are nested deeper than ${MOST_LEVELS} levels`, offset);
  }
}
