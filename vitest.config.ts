import { defineConfig } from "vitest/config";
import { vitePlugin } from "./build/text-files.mjs";

export default defineConfig({
  plugins: [vitePlugin],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/rules/**", "test/real/**", "test/boot/**", "test/chart/**", "test/e2e/**", "test/browser/**"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        // A file for each rule, and no state in any: one set of modules serves them all.
        test: {
          name: "rules",
          include: ["test/rules/**/*.test.ts"],
          testTimeout: 60_000,
          isolate: false,
        },
      },
      {
        extends: true,
        // The real tools, one file at a time: they share one API server.
        test: {
          name: "real",
          include: ["test/real/**/*.test.ts"],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        // The real certctl and a real PostgreSQL, as the rendered pods say.
        test: {
          name: "boot",
          include: ["test/boot/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        // The HTML page in a real Chromium.
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        // certctl's own chart, rendered by the real helm: it is not ours to keep, so CERTCTL_SOURCE names it.
        test: {
          name: "chart",
          include: ["test/chart/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        // A cluster, an engine in it and a git server: each file is one installation of its own.
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 2_400_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
