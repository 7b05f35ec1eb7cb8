/** No rule shows a value: what it says is the same whatever the values are. */
import { expect, it } from "vitest";
import { risksOf } from "./case.ts";
import { fromSecret, setVariable } from "./variables.ts";

it("says nothing of values, wherever they stand", async () => {
  const all = await risksOf({
    both(bundle) {
      setVariable(bundle, "server", "CERTCTL_CONFIG_ENCRYPTION_KEY", "hunter2-hunter2-hunter2-hunter2-hunter2");
      setVariable(bundle, "server", "CERTCTL_API_KEYS_NAMED", "admin:hunter2:admin");
    },
    change(bundle) {
      setVariable(bundle, "server", "CERTCTL_CONFIG_ENCRYPTION_KEY", "hunter2-hunter3-hunter2-hunter2-hunter2");
      setVariable(bundle, "server", "CERTCTL_API_KEYS_NAMED", fromSecret("other", "hunter2"));
      setVariable(
        bundle,
        "server",
        "CERTCTL_DATABASE_URL",
        "postgres://a:hunter2@db.hunter2.example/hunter2?a=hunter2",
      );
      setVariable(bundle, "database", "POSTGRES_PASSWORD", "hunter2");
      setVariable(bundle, "database", "POSTGRES_USER", "hunter2");
      setVariable(bundle, "agent", "CERTCTL_API_KEY", "hunter2");
    },
  });
  for (const risks of all) {
    const rules = risks.map(({ rule }) => rule).sort();
    expect(rules).toEqual([
      "agent-key-source",
      "api-keys-source",
      "database-login",
      "database-source",
      "encryption-key-source",
    ]);
    expect(JSON.stringify(risks.map(({ message, advice, path }) => [message, advice, path]))).not.toContain("hunter");
  }
});
