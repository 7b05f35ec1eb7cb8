/** Requests of an agent without a pause, from its own pod and with its own key, while something happens. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Installation } from "./installation.ts";
import { execIn } from "./kube.ts";

export interface Load {
  readonly requests: number;
  /** One line for each request that was not answered with 200: seconds, what was asked, the status or curl's exit code. */
  readonly lost: readonly string[];
  /** The longest time without an answer of 200, in seconds, up to the last request. */
  readonly longestGap: number;
  /** Whether the last request of each kind was answered with 200. */
  readonly endsWell: boolean;
}

/** A new connection for each request, as the worst client does: the health check, and a heartbeat that writes. */
const SCRIPT = `
id=$(cat /var/lib/certctl/agent-id)
ask() {
  what=$1
  shift
  status=$(printf 'header = "Authorization: Bearer %s"\\n' "$CERTCTL_API_KEY" |
    curl --config - --silent --output /dev/null --max-time 5 --write-out '%{http_code}' \\
      --cacert "$CERTCTL_SERVER_CA_BUNDLE_PATH" "$@")
  echo "$(date +%s) $what $status $?"
}
rm -f /tmp/e2e-stop
while [ ! -e /tmp/e2e-stop ]; do
  ask ready "$CERTCTL_SERVER_URL/ready"
  ask heartbeat --request POST --data '{}' "$CERTCTL_SERVER_URL/api/v1/agents/$id/heartbeat"
  sleep 0.1
done
rm /tmp/e2e-stop
`;

/**
 * Runs the work under load. Where the agent's own pod goes (`podGoes`), what it had asked until then counts; else the
 * requests must have gone on to the end.
 */
export async function underLoad(installation: Installation, work: () => Promise<void>, podGoes = false): Promise<Load> {
  const { agents, certctl } = installation;
  const pod = (await certctl.agentPod()).metadata.name;
  const place = { namespace: agents, pod, container: "agent" };
  const running = execIn(place, ["sh", "-c", SCRIPT]);
  try {
    // The first answers come from before the change.
    await sleep(2000);
    await work();
    await sleep(2000);
  } finally {
    await execIn(place, ["touch", "/tmp/e2e-stop"]);
  }
  const { code, stdout, stderr } = await running;
  if (code !== 0 && !podGoes) throw new Error(`the requests ended early, with ${code}: ${stderr}`);
  return judge(stdout);
}

function judge(output: string): Load {
  const lines = output
    .split("\n")
    .filter((line) => /^\d+ \w+ \d+ \d+$/.test(line))
    .map((line) => {
      const [second, what, status] = line.split(" ");
      return { line, second: Number(second), what, ok: status === "200" };
    });
  let longestGap = 0;
  let answered = lines[0]?.second ?? 0;
  for (const { second, ok } of lines) {
    longestGap = Math.max(longestGap, second - answered);
    if (ok) answered = second;
  }
  const lost = lines.filter(({ ok }) => !ok).map(({ line }) => line);
  const endsWell = ["ready", "heartbeat"].every(
    (kind) => lines.filter(({ what }) => what === kind).at(-1)?.ok === true,
  );
  return { requests: lines.length, lost, longestGap, endsWell };
}
