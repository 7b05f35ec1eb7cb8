/** What tells an environment from others like it: `eu-1` of `clusters/eu-1/apps`, of `argocd/eu-1` and of `flux/eu-1`. */

/**
 * One name for each environment, in their order: the step of the path with the most different values, the last of
 * several; the whole name where that step is missing.
 */
export function clusterNames(names: readonly string[]): readonly string[] {
  const paths = names.map(stepsOf);
  const depth = Math.max(0, ...paths.map((steps) => steps.length));
  let best = { at: 0, values: 0 };
  for (let at = 0; at < depth; at++) {
    const values = new Set(paths.map((steps) => steps[at])).size;
    if (values >= best.values) best = { at, values };
  }
  return paths.map((steps, index) => steps[best.at] ?? names[index] ?? "");
}

/** `clusters on eu-1` is a folder whose objects go to several clusters. */
function stepsOf(name: string): readonly string[] {
  return name.split(/\/| on /);
}
