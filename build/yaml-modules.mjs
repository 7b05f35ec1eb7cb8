// Bundles the `yaml` package from its modules. What node would load is the same code as CommonJS, of which a bundler can
// leave nothing out, and which node compiles twice when the program starts.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MODULES = join(dirname(dirname(fileURLToPath(import.meta.url))), "node_modules/yaml/browser/dist");

export const yamlPlugin = {
  name: "yaml-modules",
  setup(build) {
    build.onResolve({ filter: /^yaml$/ }, () => ({ path: join(MODULES, "index.js"), sideEffects: false }));
    build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) =>
      resolveDir.replaceAll("\\", "/").includes("/yaml/browser/")
        ? { path: join(resolveDir, path), sideEffects: false }
        : undefined,
    );
  },
};
