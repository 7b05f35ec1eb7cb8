/** The running certctl: its API asked from an agent's pod, its database asked in its own pod. */
import type { Ask } from "./issuance.ts";
import { execIn, isReady, type Kube, logsOf, type Pod, type Thing } from "./kube.ts";
import { found } from "./wait.ts";

const PORT = 8443;

export interface Certctl {
  /** Pods of a component that are not on their way out. */
  pods(component: "server" | "agent" | "database"): Promise<Pod[]>;
  /** An agent's pod that is ready; always on the same node, since what chapters look at lies there. */
  agentPod(): Promise<Pod>;
  /** One request with the admin key, through the Service. */
  readonly ask: Ask;
  /** One request without a key to one replica, under the Service's name; its status, 0 without an answer. */
  askReplica(ip: string, path: string): Promise<number>;
  /** Addresses behind the Service. */
  replicas(): Promise<string[]>;
  /** What psql prints of one statement, without headings. */
  sql(statement: string): Promise<string>;
  /** A shell command in an agent's pod; throws where it fails. */
  inAgent(script: string, stdin?: string): Promise<string>;
  /** Everything that the servers' pods of now have logged. */
  serverLogs(): Promise<string>;
  /** The value in a Secret. */
  secret(namespace: string, name: string, key: string): Promise<string>;
}

interface Secret extends Thing {
  readonly data: Readonly<Record<string, string>>;
}

interface EndpointSlice extends Thing {
  readonly endpoints?: readonly { readonly addresses: readonly string[]; readonly conditions: { ready?: boolean } }[];
}

export function certctl(kube: Kube, namespace: string, agents: string): Certctl {
  const host = `certctl-server.${namespace}.svc`;
  const pods = async (component: string): Promise<Pod[]> => {
    const place = component === "agent" ? agents : namespace;
    const all = await kube.list<Pod>("pods", place, `app.kubernetes.io/component=${component}`);
    return all.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  };
  let node: string | undefined;
  const agentPod = async (): Promise<Pod> => {
    const pod = await found("an agent's pod that is ready", 120, async () =>
      (await pods("agent")).find((it) => isReady(it) && (node === undefined || it.spec.nodeName === node)),
    );
    node = pod.spec.nodeName;
    return pod;
  };
  const secret = async (place: string, name: string, key: string): Promise<string> => {
    const value = (await kube.get<Secret>("secrets", place, name))?.data[key];
    if (value === undefined) throw new Error(`no ${key} in Secret ${place}/${name}`);
    return Buffer.from(value, "base64").toString("utf8");
  };
  const inAgent = async (script: string, stdin?: string): Promise<string> => {
    const pod = (await agentPod()).metadata.name;
    const { code, stdout, stderr } = await execIn(
      { namespace: agents, pod, container: "agent" },
      ["sh", "-c", script],
      stdin,
    );
    if (code !== 0) throw new Error(`in ${pod}: exit ${code}: ${stderr}${stdout}`);
    return stdout;
  };
  /** curl reads all of this from standard input: a key in its arguments would be in /proc. */
  const curl = async (settings: Readonly<Record<string, string>>): Promise<{ status: number; body: string }> => {
    const config = Object.entries({ cacert: "/etc/certctl/ca/ca.crt", "max-time": "20", ...settings })
      .map(([name, value]) => `${name} = "${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"\n`)
      .join("");
    const output = await inAgent(`curl --silent --show-error --config - --write-out '\\n%{http_code}' || true`, config);
    const end = output.lastIndexOf("\n");
    return { status: Number(output.slice(end + 1)), body: output.slice(0, end) };
  };

  return {
    pods,
    agentPod,
    inAgent,
    secret,
    ask: async (path, { method = "GET", body } = {}) => {
      const key = await secret(namespace, "certctl-admin", "api-key");
      return curl({
        url: `https://${host}:${PORT}${path}`,
        request: method,
        header: `Authorization: Bearer ${key}`,
        ...(body === undefined ? {} : { data: body }),
      });
    },
    askReplica: async (ip, path) =>
      (await curl({ url: `https://${host}:${PORT}${path}`, "connect-to": `${host}:${PORT}:${ip}:${PORT}` })).status,
    replicas: async () => {
      const selector = "kubernetes.io/service-name=certctl-server";
      const slices = await kube.list<EndpointSlice>("endpointslices", namespace, selector);
      return slices
        .flatMap((slice) => slice.endpoints ?? [])
        .filter(({ conditions }) => conditions.ready === true)
        .flatMap(({ addresses }) => addresses);
    },
    sql: async (statement) => {
      const place = { namespace, pod: "certctl-database-0", container: "postgres" };
      const psql = ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--username=certctl", "--dbname=certctl"];
      const { code, stdout, stderr } = await execIn(place, [...psql, "--set=ON_ERROR_STOP=1"], statement);
      if (code !== 0) throw new Error(`psql: ${stderr}`);
      return stdout.trim();
    },
    serverLogs: async () => {
      const logs = await Promise.all(
        (await pods("server")).map(({ metadata: { name } }) => logsOf(namespace, name, "server")),
      );
      return logs.join("\n");
    },
  };
}
