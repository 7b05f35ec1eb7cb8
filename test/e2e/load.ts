/** Requests of an agent without a pause, from its own pod and with its own key, while something happens. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Installation } from "./installation.ts";
import { execIn } from "./kube.ts";

export interface Load {
  readonly requests: number;
  /** One line for each request that was not answered with 200: seconds, what was asked, the status or curl's exit code. */
  readonly lost: readonly string[];
  /** The longest time between two answers of 200, in seconds. */
  readonly longestGap: number;
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
while [ ! -e /tmp/e2e-stop ]; do
  ask ready "$CERTCTL_SERVER_URL/ready"
  ask heartbeat --request POST --data '{}' "$CERTCTL_SERVER_URL/api/v1/agents/$id/heartbeat"
  sleep 0.1
done
rm /tmp/e2e-stop
`;

/** Runs the work under load. The agent's pod may go while it runs: what it had asked until then counts. */
export async function underLoad(installation: Installation, work: () => Promise<void>): Promise<Load> {
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
  const { stdout } = await running;
  return judge(stdout);
}

function judge(output: string): Load {
  const lines = output.split("\n").filter((line) => /^\d+ \w+ \d+ \d+$/.test(line));
  const lost = lines.filter((line) => line.split(" ")[2] !== "200");
  const answered = lines.filter((line) => line.split(" ")[2] === "200").map((line) => Number(line.split(" ")[0]));
  let longestGap = 0;
  for (let i = 1; i < answered.length; i++) {
    longestGap = Math.max(longestGap, (answered[i] as number) - (answered[i - 1] as number));
  }
  return { requests: lines.length, lost, longestGap };
}
