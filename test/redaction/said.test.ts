/** What the program says of objects is without secrets, and says the rest as it is. */
import { describe, expect, it } from "vitest";
import { messageWithoutSecrets, withoutSecrets } from "../../src/redaction/said.ts";

describe("messageWithoutSecrets", () => {
  it.each([
    ['stringData["password: hunter2"] must be a string', 'stringData["password: <redacted>"] must be a string'],
    ["there is no port https://a:hunter2@b/x here", "there is no port https://<redacted>@b/x here"],
    ["it asks /x?token=hunter2&a=b, and", "it asks /x?token=<redacted>&a=b, and"],
    ["CERTCTL_AUTH_TYPE=postgres://b?password=hunter2 is", "CERTCTL_AUTH_TYPE=postgres://b?password=<redacted> is"],
    ["unknown option --password=hunter2", "unknown option --password=<redacted>"],
    ["unknown option --api-key hunter2", "unknown option --api-key <redacted>"],
  ])("%s", (message, shown) => {
    expect(messageWithoutSecrets(message)).toBe(shown);
  });
  it.each([
    "nothing here makes the Secret certctl-database: the pods that read it do not start",
    "the secret of CERTCTL_API_KEY stands in the manifest: whoever reads it, or Git's history, has it",
    "Set CERTCTL_AUTH_TYPE=api-key, and automountServiceAccountToken: false.",
    "Set CERTCTL_API_KEYS_NAMED from a Secret: NAME:KEY:admin for the administrator.",
    'there is no secret "certctl-db" in https://example.com:8443/x',
    "CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY=false, or --git-url https://example.com/x.git",
  ])("as it is: %s", (message) => {
    expect(messageWithoutSecrets(message)).toBe(message);
  });
});

it("a report: messages, pointers and paths; files lead where they led", () => {
  const finding = { rule: "a", message: "it's http://a:b@c", at: { file: "x/token=y.yaml", line: 1 } };
  const report = {
    findings: [{ ...finding, at: { ...finding.at, pointer: "/data/token=abc/x", path: "a.password: b.c" } }],
  };
  expect(withoutSecrets(report)).toEqual({
    findings: [
      {
        rule: "a",
        message: "it's http://<redacted>@c",
        at: { file: "x/token=y.yaml", line: 1, pointer: "/data/token=<redacted>/x", path: "a.password: <redacted>" },
      },
    ],
  });
});
