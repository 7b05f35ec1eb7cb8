/**
 * Expands `$(NAME)` in a text; `$$` is a dollar sign, and what is not known stays.
 * Source: kustomize 5.8.1, api/filters/refvar/expand.go.
 */

/** Gives the value of a name; undefined leaves the reference as it is. */
type Lookup<T> = (name: string) => T | undefined;

/** The value itself where the text is one reference and no more, else the text with all references expanded. */
export function expand<T>(text: string, lookup: Lookup<T>, textOf: (value: T) => string): T | string {
  let whole: T | undefined;
  const expanded = text.replace(/\$(?:\$|\(([^)]*)\))/g, (reference: string, name: string | undefined) => {
    if (name === undefined) return "$";
    const value = lookup(name);
    if (value === undefined) return reference;
    if (reference === text) whole = value;
    return textOf(value);
  });
  return whole ?? expanded;
}
