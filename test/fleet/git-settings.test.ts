import { describe, expect, it } from "vitest";
import { gitPath, gitRevision, gitUrl } from "../../src/fleet/git-settings.ts";
import { InputError } from "../../src/model/errors.ts";

const AT = { path: "--git-url" };

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof InputError) return JSON.stringify(error.findings) + error.message + error.stack;
    throw error;
  }
  throw new Error("was not refused");
}

describe("the URL", () => {
  it.each([
    ["https://github.com/acme/gitops.git", "https://github.com/acme/gitops.git"],
    ["https://github.com/acme/gitops", "https://github.com/acme/gitops"],
    ["http://git.lan:3000/a/b.git", "http://git.lan:3000/a/b.git"],
    ["ssh://git@github.com/acme/gitops.git", "ssh://git@github.com/acme/gitops.git"],
    ["ssh://git@github.com:2222/acme/gitops.git", "ssh://git@github.com:2222/acme/gitops.git"],
    ["git@github.com:acme/gitops.git", "ssh://git@github.com/acme/gitops.git"],
    ["github.com:acme/gitops.git", "ssh://github.com/acme/gitops.git"],
    ["git@git.lan:/srv/git/a.git", "ssh://git@git.lan/srv/git/a.git"],
    ["deploy-user@10.0.0.1:a.git", "ssh://deploy-user@10.0.0.1/a.git"],
    ["git@ssh.dev.azure.com:v3/org/project/repo", "ssh://git@ssh.dev.azure.com/v3/org/project/repo"],
    ["https://dev.azure.com/org/my%20project/_git/repo", "https://dev.azure.com/org/my%20project/_git/repo"],
  ])("%s is %s", (url, expected) => {
    expect(gitUrl(url, AT)).toBe(expected);
  });
  it.each([
    "",
    "  ",
    "acme/gitops",
    "/srv/git/a.git",
    "../gitops",
    "C:\\gitops",
    "file:///srv/git",
    "git://github.com/a/b",
    "ftp://a/b",
    "https://",
    "oci://ghcr.io/a/b",
    "https://a b/c",
    "http://a/b\nc",
    "git@github.com:a b",
  ])("%j is refused", (url) => {
    expect(refusal(() => gitUrl(url, AT))).toContain("git-url");
  });
  it.each([
    "https://user:s3cr3t-t0ken@github.com/a/b",
    "https://s3cr3t-t0ken@github.com/a/b",
    "http://s3cr3t-t0ken:x-oauth-basic@github.com/a/b",
    "https://oauth2:s3cr3t-t0ken@gitlab.com/a/b.git",
    "ssh://git:s3cr3t-t0ken@github.com/a/b",
    "https://s3cr3t-t0ken@github .com/a",
    "https://u:s3cr3t-t0ken@[bad/a",
    "ftp://u:s3cr3t-t0ken@a/b",
  ])("a token is refused, and repeated nowhere: %s", (url) => {
    expect(refusal(() => gitUrl(url, AT))).not.toContain("s3cr3t");
  });
  it("a token in the query of a URL is refused too", () => {
    expect(refusal(() => gitUrl("https://github.com/a/b?access_token=s3cr3t", AT))).not.toContain("s3cr3t");
    expect(refusal(() => gitUrl("https://github.com/a/b#s3cr3t", AT))).not.toContain("s3cr3t");
  });
});

describe("the revision", () => {
  it.each(["main", "release/1.x", "v1.0.0", "refs/heads/main", "refs/tags/v1", "a".repeat(40), "feature_#12", "é"])(
    "%s",
    (revision) => {
      expect(gitRevision(revision, AT)).toBe(revision);
    },
  );
  it.each([
    "",
    " ",
    "a b",
    "a..b",
    "a~1",
    "a^",
    "a:b",
    "a?b",
    "a*",
    "[a",
    "a\\b",
    "-x",
    "--upload-pack=x",
    "a/",
    "a\n",
    "a\u0000",
    "a\u007f",
  ])("%j is refused", (revision) => {
    expect(refusal(() => gitRevision(revision, AT))).toContain("git-revision");
  });
});

describe("the path", () => {
  it.each([
    ["out", "out"],
    ["./out", "out"],
    ["out/", "out"],
    ["a//b/./c/", "a/b/c"],
    ["", ""],
    [".", ""],
    ["./", ""],
    ["a b", "a b"],
    ["..a/b..", "..a/b.."],
  ])("%j is %j", (path, expected) => {
    expect(gitPath(path, AT)).toBe(expected);
  });
  it.each(["/out", "..", "../out", "a/../b", "a/..", "C:\\out", "c:/out", "a\\b", "a\nb", "a\u0000"])(
    "%j is refused",
    (path) => {
      expect(refusal(() => gitPath(path, AT))).toContain("path-outside");
    },
  );
});
