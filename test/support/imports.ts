/** Finds what a TypeScript file imports, without a TypeScript parser. */

/**
 * Every module that the text names: `import`, `export ... from`, `import()` of a value or of a type. It rather finds one too
 * many than misses one (a commented-out import counts); an import whose module is no literal comes back as `(computed)`.
 */
export function importsOf(text: string): string[] {
  const found: string[] = [];
  // The names of a declaration hold no quote, semicolon, `=` or parenthesis; a declaration of something else does.
  const named = /^[ \t]*(?:import|export)\b[^;"'`=()]*?(?:\bfrom\b|[}*])\s*(["'])([^"'\n]+)\1/gm;
  const bare = /^[ \t]*import\s*(["'])([^"'\n]+)\1/gm;
  const called = /\b(?:import|require)\s*\(\s*(?:(["'`])([^"'`\n$]+)\1\s*[,)]|(?!\s*\)))/g;
  for (const pattern of [named, bare, called]) {
    for (const match of text.matchAll(pattern)) found.push(match[2] ?? "(computed)");
  }
  return found;
}

/** The text without its comments, near enough to look for words in it. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
}

/** `@scope/name` or `name` of a module of a package. */
export function packageOf(module: string): string {
  return module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");
}

/** A cycle of the graph as the way around it, or undefined where there is none. */
export function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (node: string): string[] | undefined => {
    if (done.has(node)) return undefined;
    const start = way.indexOf(node);
    if (start >= 0) return [...way.slice(start), node];
    way.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle !== undefined) return cycle;
    }
    way.pop();
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
