import { describe, expect, it } from "vitest";
import { folderFileNames } from "../../src/cli/build/folder-files.ts";
import { objectFileNames } from "../../src/cli/build/object-files.ts";
import { shownText } from "../../src/cli/places.ts";
import { isRepository } from "../../src/kustomize/load/remote.ts";
import { isClusterScoped } from "../../src/kustomize/resources/scope.ts";

const id = (text: string) => {
  const [group = "", version = "", kind = "", namespace = "", name = ""] = text.split(" ");
  const apiVersion = group === "" ? version : `${group}/${version}`;
  return { group, version, kind, namespace, name, clusterWide: isClusterScoped(apiVersion, kind) };
};

describe("objectFileNames, as kustomize 5.8.1 names them", () => {
  it("has no namespace where all objects are in one", () => {
    const ids = ["apps v1 Deployment x Foo", " v1 Namespace  x", "rbac.authorization.k8s.io v1 ClusterRole  system:a"];
    expect(objectFileNames(ids.map(id))).toEqual([
      "apps_v1_deployment_foo.yaml",
      "v1_namespace_x.yaml",
      "rbac.authorization.k8s.io_v1_clusterrole_system:a.yaml",
    ]);
  });
  it("has the namespace, or default, where they are in several", () => {
    const ids = [" v1 ConfigMap NS1 A", " v1 ConfigMap  q", " v1 Namespace x z", "  Foo  nov"];
    expect(objectFileNames(ids.map(id))).toEqual([
      "ns1_v1_configmap_a.yaml",
      "default_v1_configmap_q.yaml",
      "v1_namespace_z.yaml",
      "default_foo_nov.yaml",
    ]);
  });
  it("lowers as Go does", () => {
    expect(objectFileNames([id(" v1 Namespace  aİΣ")])).toEqual(["v1_namespace_aiσ.yaml"]);
  });
  it.each([[[" v1 ConfigMap  a/b"]], [[" v1 ConfigMap  ..\\a"]], [[" v1 ConfigMap  A", " v1 ConfigMap  a"]]])(
    "refuses %j",
    (ids) => {
      expect(() => objectFileNames(ids.map(id))).toThrow(/would be in the file/);
    },
  );
});

describe("folderFileNames", () => {
  it.each([
    [
      ["/w/c/a", "/w/c/b"],
      ["a.yaml", "b.yaml"],
    ],
    [
      ["/w/c/eu/a", "/w/c/b"],
      ["eu/a.yaml", "b.yaml"],
    ],
    [
      ["/w/c/eu/a", "/w/c/us/a"],
      ["eu/a.yaml", "us/a.yaml"],
    ],
    [
      ["/w/c/eu/a", "/w/c/eu2/a"],
      ["eu/a.yaml", "eu2/a.yaml"],
    ],
    [
      ["/w/c", "/w/c/a"],
      ["c.yaml", "c/a.yaml"],
    ],
    [
      ["/a", "/b/c"],
      ["a.yaml", "b/c.yaml"],
    ],
    [
      ["/w/a.b", "/w/.c"],
      ["a.b.yaml", ".c.yaml"],
    ],
  ])("%j", (folders, expected) => {
    expect(folderFileNames(folders)).toEqual(expected);
    expect(folderFileNames(folders.toReversed())).toEqual(expected.toReversed());
  });
  it.each([[["/", "/a"]], [["/w/a", "/w/a.yaml/b"]]])("refuses %j", (folders) => {
    expect(() => folderFileNames(folders)).toThrow();
  });
});

describe("shownText", () => {
  const DISK = "\ue000";
  it.each([
    [`${DISK}/w/at/x/a b.yaml: no ${DISK}/w/at/y`, "x/a b.yaml: no y"],
    [`in '${DISK}/w/at': no`, "in '.': no"],
    [`${DISK}/w/base/x.yaml`, "../base/x.yaml"],
    [`${DISK}/w/at2/x.yaml`, "../at2/x.yaml"],
    [`(${DISK}/w)`, "(..)"],
    [`${DISK}/etc/x`, "/etc/x"],
    ["w/at/x is no path of the disk", "w/at/x is no path of the disk"],
  ])("%j", (text, expected) => {
    expect(shownText(text, "/w/at")).toBe(expected);
  });
});

describe("isRepository", () => {
  // What the real one does with each: it looks for a folder, or it runs git.
  const REMOTE =
    "https://github.com/x/y http://h/x/y ssh://git@h/x/y git@h:x/y github.com/x/y github.com:x/y GitHub.com/x/y/z file:///a/b git::https://h/x/y https://h/x.git https://h/x//y https://h/a/_git/x https://h/x/y?ref=1 HTTPS://H/x/y git@h/a:x/y git@:x/y/z https:///x/y";
  const FOLDERS =
    "a ./a ../github.com/x/y ./github.com/x/y github.com/x gitlab.com/x/y x.git h/x.git/y h:x/y ftp://h/x/y oci://a/b/c https://h https://h/x /github.com/x/y https://h/x/y/.. git@h:x";
  it.each([...REMOTE.split(" ").map((a) => [a, true]), ...FOLDERS.split(" ").map((a) => [a, false])] as [
    string,
    boolean,
  ][])("%s: %s", (argument, expected) => {
    expect(isRepository(argument)).toBe(expected);
  });
});
