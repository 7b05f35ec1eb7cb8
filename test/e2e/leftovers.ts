/** Removes what a scenario leaves on purpose (what holds data), and says what is left after that. */
import { kubectl, kubectlOk } from "../real/cluster.ts";
import { isWrapping } from "./engine.ts";
import type { Kube, Plural, Pod, Thing } from "./kube.ts";
import { SETTINGS } from "./settings.ts";
import { until } from "./wait.ts";

export interface Names {
  readonly name: string;
  readonly namespace: string;
  readonly agents: string;
}

interface Wrapping {
  readonly plural: Plural;
  readonly namespace: string;
  readonly resource: string;
}

/** Where the wrappings of both engines stand. */
const WRAPPINGS: readonly Wrapping[] = [
  { plural: "applications", namespace: "argocd", resource: "applications.argoproj.io" },
  { plural: "appprojects", namespace: "argocd", resource: "appprojects.argoproj.io" },
  { plural: "helmreleases", namespace: "flux-system", resource: "helmreleases.helm.toolkit.fluxcd.io" },
  { plural: "kustomizations", namespace: "flux-system", resource: "kustomizations.kustomize.toolkit.fluxcd.io" },
  { plural: "gitrepositories", namespace: "flux-system", resource: "gitrepositories.source.toolkit.fluxcd.io" },
  { plural: "helmcharts", namespace: "flux-system", resource: "helmcharts.source.toolkit.fluxcd.io" },
];

/** The agents' folders on the nodes are in `certctl` of this one. */
const NODE_FOLDER = "/var/lib";

/**
 * Ends with nothing left of these names in the cluster and on its nodes; throws with what would not go. `broken` is for
 * an installation that never came up: what an engine still waits for is ended, and a finalizer that it does not come to
 * is taken away.
 */
export async function removeEverything(kube: Kube, names: Names, broken: boolean): Promise<void> {
  const { namespace, agents } = names;
  let left: unknown;
  for (const wrapping of WRAPPINGS) {
    const there = (await kube.list(wrapping.plural, wrapping.namespace)).filter((it) => isOf(names, it));
    for (const { metadata } of there) await removeWrapping(wrapping, metadata.name, broken);
  }
  if ((await kube.get("namespaces", "", agents)) !== undefined) {
    // Agents first: they would write into the folder that is removed.
    await kubectl(["delete", "daemonsets,statefulsets", "--all", "-n", agents, "--timeout=60s"]);
    await kubectl(["delete", "pods", "--all", "-n", agents, "--timeout=90s"]);
    await removeNodeFolders(kube, names).catch((error: unknown) => {
      left = error;
    });
  }
  if (broken) {
    for (const record of await helmRecords(kube, names))
      await kubectl(["delete", "secret", record, "-n", "flux-system"]);
  }
  await kubectlOk(["delete", "namespace", namespace, agents, "--ignore-not-found", "--timeout=180s"]);
  await until("removal", 60, async () => {
    const things = await leftOf(kube, names);
    return things.length === 0 ? undefined : things.join(", ");
  });
  if (left !== undefined) throw left;
}

async function removeWrapping({ resource, namespace }: Wrapping, name: string, broken: boolean): Promise<void> {
  const one = [resource, name, "-n", namespace];
  const patch = (body: object) => kubectl(["patch", ...one, "--type=merge", "--patch", JSON.stringify(body)]);
  // Argo CD removes nothing of an Application while an operation runs on it.
  const isApplication = resource.startsWith("applications.");
  if (broken && isApplication) await patch({ status: { operationState: { phase: "Terminating" } } });
  const gone = await kubectl(["delete", ...one, "--ignore-not-found", `--timeout=${broken ? 45 : 120}s`]);
  if (gone.code === 0) return;
  if (!broken) throw new Error(`${resource} ${name} does not go: ${gone.stderr}`);
  await patch({ metadata: { finalizers: null } });
}

/** Everything in the cluster that has to do with these names. */
async function leftOf(kube: Kube, names: Names): Promise<string[]> {
  const left: string[] = [];
  for (const { plural, namespace: place } of WRAPPINGS) {
    for (const it of await kube.list(plural, place)) if (isOf(names, it)) left.push(`${plural} ${it.metadata.name}`);
  }
  for (const it of await kube.list("namespaces", "")) {
    if (it.metadata.name === names.namespace || it.metadata.name === names.agents) {
      left.push(`namespace ${it.metadata.name}`);
    }
  }
  interface Volume extends Thing {
    readonly spec: { readonly claimRef?: { readonly namespace?: string } };
  }
  for (const it of await kube.list<Volume>("persistentvolumes", "")) {
    const place = it.spec.claimRef?.namespace;
    if (place === names.namespace || place === names.agents) left.push(`volume ${it.metadata.name}`);
  }
  for (const it of await helmRecords(kube, names)) left.push(`Helm's record ${it}`);
  return left;
}

/** Helm keeps what it knows of a release in Secrets beside the HelmRelease. */
async function helmRecords(kube: Kube, { name }: Names): Promise<string[]> {
  const secrets = await kube.list("secrets", "flux-system", "owner=helm");
  return secrets
    .filter(({ metadata }) => isWrapping(name, metadata.labels?.name ?? ""))
    .map(({ metadata }) => metadata.name);
}

function isOf({ name }: Names, { metadata }: Thing): boolean {
  // A HelmChart of Flux is called <namespace>-<release>.
  return isWrapping(name, metadata.name.replace(/^flux-system-/, ""));
}

/** One pod on each node; none has the agents' labels, which would make it theirs. */
async function removeNodeFolders(kube: Kube, { name, namespace, agents }: Names): Promise<void> {
  // A twin takes the label away.
  await kubectlOk(["label", "namespace", agents, "pod-security.kubernetes.io/enforce=privileged", "--overwrite"]);
  const folder = `${name}-${namespace}`;
  const nodes = (await kube.list("nodes", "")).map((it) => it.metadata.name);
  const pods = nodes.map((nodeName, index) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `remove-folder-${index}`, namespace: agents },
    spec: {
      nodeName,
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      tolerations: [{ operator: "Exists" }],
      containers: [
        {
          name: "remove",
          // An image with a shell that the node has already.
          image: `ghcr.io/certctl-io/certctl-agent:${SETTINGS.version}`,
          // The one above stays where another cluster's is in it.
          command: [
            "/bin/sh",
            "-c",
            `rm -rf "/node/certctl/${folder}" && { rmdir /node/certctl 2>/dev/null || true; }`,
          ],
          securityContext: { runAsUser: 0, runAsGroup: 0 },
          volumeMounts: [{ name: "node", mountPath: "/node" }],
        },
      ],
      volumes: [{ name: "node", hostPath: { path: NODE_FOLDER, type: "DirectoryOrCreate" } }],
    },
  }));
  await kubectlOk(["create", "-f", "-"], JSON.stringify({ apiVersion: "v1", kind: "List", items: pods }));
  await until("the nodes' folders are removed", 180, async () => {
    const all = await kube.list<Pod>("pods", agents);
    const own = all.filter((it) => it.metadata.name.startsWith("remove-folder-"));
    const open = own.filter((it) => it.status?.phase !== "Succeeded");
    return open.length === 0 ? undefined : open.map((it) => `${it.metadata.name} is ${it.status?.phase}`).join(", ");
  });
}
