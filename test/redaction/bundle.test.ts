/** Our own bundle has no secret in it: nothing of it is hidden. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../src/model/manifest.ts";
import { createRedactor } from "../../src/redaction/redactor.ts";

const OUT = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "out");

describe("the bundle in out/", () => {
  const files = readdirSync(OUT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  it("has nothing to hide", () => {
    const objects = files.flatMap((text) => parseAllDocuments(text).map((one) => one.toJS() as Manifest));
    const redactor = createRedactor(objects);
    const hidden = objects.flatMap((one) => (one === null ? [] : [...redactor.redact(one).redacted]));
    expect({ objects: objects.length > 100, hidden }).toEqual({ objects: true, hidden: [] });
  });
});
