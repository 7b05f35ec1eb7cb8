/** Where our renderer and kustomize 5.8.1 differ, and why that stays so: the name of a case, and the reason. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {};

/** The share of the cases that may be listed. */
export const MOST_DIFFERENCES = 0.01;
