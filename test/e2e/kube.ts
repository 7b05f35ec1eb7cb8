/** The cluster of KUBECONFIG: read through one `kubectl proxy`, changed by kubectl, as a user changes it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { kubectl, kubectlOk } from "../real/cluster.ts";
import type { Ended } from "../real/process.ts";
import { tool } from "../real/tools.ts";
import { until } from "./wait.ts";

/** What this suite reads of an object. */
export interface Thing {
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly generation?: number;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: { readonly startedAt: string };
  };
}

export interface Pod extends Thing {
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { name: string; image: string }[] };
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

export interface Job extends Thing {
  readonly status?: {
    readonly active?: number;
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly conditions?: readonly Condition[];
  };
}

/** Deployment, StatefulSet or DaemonSet. */
export interface Workload extends Thing {
  readonly spec: { readonly replicas?: number };
  readonly status?: Readonly<Record<string, unknown>>;
}

const PREFIXES = {
  namespaces: "/api/v1",
  nodes: "/api/v1",
  persistentvolumes: "/api/v1",
  pods: "/api/v1",
  services: "/api/v1",
  configmaps: "/api/v1",
  secrets: "/api/v1",
  events: "/api/v1",
  serviceaccounts: "/api/v1",
  persistentvolumeclaims: "/api/v1",
  deployments: "/apis/apps/v1",
  statefulsets: "/apis/apps/v1",
  daemonsets: "/apis/apps/v1",
  jobs: "/apis/batch/v1",
  networkpolicies: "/apis/networking.k8s.io/v1",
  endpointslices: "/apis/discovery.k8s.io/v1",
  poddisruptionbudgets: "/apis/policy/v1",
  applications: "/apis/argoproj.io/v1alpha1",
  appprojects: "/apis/argoproj.io/v1alpha1",
  gitrepositories: "/apis/source.toolkit.fluxcd.io/v1",
  helmcharts: "/apis/source.toolkit.fluxcd.io/v1",
  helmreleases: "/apis/helm.toolkit.fluxcd.io/v2",
  kustomizations: "/apis/kustomize.toolkit.fluxcd.io/v1",
} as const;

export type Plural = keyof typeof PREFIXES;

export interface Kube {
  /** Undefined where it is not there. */
  get<T extends Thing = Thing>(plural: Plural, namespace: string, name: string): Promise<T | undefined>;
  /** An empty namespace is for what has none; nothing of a kind that the cluster does not know. */
  list<T extends Thing = Thing>(plural: Plural, namespace: string, selector?: string): Promise<T[]>;
  /** Everything that is there and then every change, until this is closed. */
  watch<T extends Thing = Thing>(plural: Plural, namespace: string, seen: (type: string, thing: T) => void): void;
  close(): Promise<void>;
}

const alive = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

/** The proxy listens on a socket in a folder of this user's own: nobody else gets its rights. */
export async function openKube(): Promise<Kube> {
  const folder = mkdtempSync(join(tmpdir(), "certctl-gitops-e2e-"));
  const socket = join(folder, "kube.sock");
  const proxy = spawn(tool("kubectl"), ["proxy", `--unix-socket=${socket}`], { stdio: ["ignore", "pipe", "pipe"] });
  alive.add(proxy);
  let output = "";
  for (const stream of [proxy.stdout, proxy.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
  await until("kubectl proxy", 20, () => {
    if (proxy.exitCode !== null) throw new Error(`kubectl proxy ended: ${output}`);
    return output.includes("Starting to serve") ? undefined : output;
  });
  const watches = new Set<() => void>();
  let closed = false;

  const text = async (path: string): Promise<{ status: number; body: string }> => {
    const response = await answer(socket, path);
    let body = "";
    for await (const chunk of response.setEncoding("utf8")) body += chunk;
    return { status: response.statusCode ?? 0, body };
  };
  const read = async <T>(path: string): Promise<T | undefined> => {
    const { status, body } = await text(path);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${body}`);
    return JSON.parse(body) as T;
  };

  return {
    get: (plural, namespace, name) => read(`${pathOf(plural, namespace)}/${name}`),
    list: async <T extends Thing>(plural: Plural, namespace: string, selector?: string) => {
      const query = selector === undefined ? "" : `?labelSelector=${encodeURIComponent(selector)}`;
      const list = await read<{ items: T[] }>(`${pathOf(plural, namespace)}${query}`);
      return list?.items ?? [];
    },
    watch: <T extends Thing>(plural: Plural, namespace: string, seen: (type: string, thing: T) => void) => {
      const path = `${pathOf(plural, namespace)}?watch=true&timeoutSeconds=3600`;
      const follow = async (): Promise<void> => {
        while (!closed) {
          const response = await answer(socket, path).catch(() => undefined);
          if (response?.statusCode !== 200) {
            response?.destroy();
            await sleep(1000);
            continue;
          }
          const stop = (): void => void response.destroy();
          watches.add(stop);
          let rest = "";
          try {
            for await (const chunk of response.setEncoding("utf8")) {
              const lines = (rest + chunk).split("\n");
              rest = lines.pop() ?? "";
              for (const line of lines) {
                const { type, object } = JSON.parse(line) as { type: string; object: T };
                if (type !== "ERROR" && type !== "BOOKMARK") seen(type, object);
              }
            }
          } catch {
            // The stream was cut: what is there now is listed by the next one.
          }
          watches.delete(stop);
        }
      };
      void follow();
    },
    close: async () => {
      closed = true;
      for (const stop of watches) stop();
      proxy.kill();
      await new Promise((resolve) => (proxy.exitCode === null ? proxy.once("exit", resolve) : resolve(undefined)));
      alive.delete(proxy);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function pathOf(plural: Plural, namespace: string): string {
  return `${PREFIXES[plural]}${namespace === "" ? "" : `/namespaces/${namespace}`}/${plural}`;
}

function answer(socketPath: string, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path, headers: { Host: "localhost" } }, resolve)
      .on("error", reject)
      .end();
  });
}

export function isTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return conditions?.some((it) => it.type === type && it.status === "True") === true;
}

/** Ready, and not on its way out. */
export function isReady(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && isTrue(pod.status?.conditions, "Ready");
}

/** A command in a container; the input never shows in its arguments. */
export function execIn(
  { namespace, pod, container }: { namespace: string; pod: string; container: string },
  command: readonly string[],
  stdin?: string,
): Promise<Ended> {
  const input = stdin === undefined ? [] : ["--stdin"];
  return kubectl(["exec", ...input, "-n", namespace, pod, "-c", container, "--", ...command], stdin);
}

export function logsOf(namespace: string, pod: string, container: string, previous = false): Promise<string> {
  return kubectlOk(["logs", "-n", namespace, pod, "-c", container, ...(previous ? ["--previous"] : [])]);
}
