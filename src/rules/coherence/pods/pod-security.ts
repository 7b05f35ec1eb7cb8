/** certctl's pods may do as little as they need: the Pod Security level `restricted`, but for agents that use their node. */
import type { Installation } from "../../certctl/installation.ts";
import { isDockerHubs, isOfficial } from "../../certctl/postgres.ts";
import { isCertctlImage } from "../../certctl/programs.ts";
import { type Container, containersOf, type Pod } from "../../pods/pod.ts";
import { enforcedLevel, isForbidden, type Violation, violationsOf } from "../../pods/pod-security-standard.ts";
import { securityField, userOf } from "../../pods/user.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

const FIX =
  "Set runAsNonRoot, a numeric runAsUser and seccompProfile RuntimeDefault for the pod; allowPrivilegeEscalation: false and capabilities.drop: [ALL] for each container.";

export const podSecurity: CoherenceRule = {
  name: "pod-security",
  severity: "warning",
  title: "certctl's pods run as a numeric user that is not root, and may do nothing that they do not need.",
  *check(installation) {
    for (const pod of readingPods(installation)) {
      yield* unstartable(pod, installation);
      yield* loose(pod, installation);
    }
  },
};

/** kubelet knows a user's name only from inside the image, and takes no chance. */
function* unstartable(pod: Pod, { databases }: Installation): Iterable<Problem> {
  // The user of the database itself is the matter of postgres-user.
  const others = databases.filter(isOfficial).map((database) => database.container.spec);
  for (const container of containersOf(pod).filter(({ spec }) => !others.includes(spec))) {
    if (securityField(container, "runAsNonRoot") !== true) continue;
    const user = userOf(container);
    const message =
      user === 0 ? "runAsNonRoot forbids the user 0 that runAsUser asks for" : unprovable(container, user);
    if (message === undefined) continue;
    yield {
      resource: pod.resource,
      path: container.path,
      severity: "error",
      message: `${message}: kubelet does not start the container (CreateContainerConfigError)`,
      fix: "Set runAsUser to 1000 for certctl's images, to 70 for PostgreSQL's alpine image, to 999 for its Debian image.",
    };
  }
}

function unprovable({ image }: Container, user: number | undefined): string | undefined {
  if (user !== undefined) return undefined;
  if (isCertctlImage(image)) return "runAsNonRoot needs a number, and the image's user is a name (certctl)";
  return isDockerHubs(image) ? "runAsNonRoot forbids the image's user, which is root" : undefined;
}

function* loose(pod: Pod, { agents, objects }: Installation): Iterable<Problem> {
  const isNodes = agents.some((agent) => agent.pod === pod) && usesNode(pod);
  const enforced = enforcedLevel(pod, objects);
  const asked = violationsOf(pod).filter(
    // What the namespace refuses is said once, by the rule pod-admitted.
    (one) => !isForbidden(one, enforced) && !isUnstartable(one) && (!isNodes || isNeedless(one)),
  );
  const places = [undefined, ...containersOf(pod).map(({ path }) => JSON.stringify(path))];
  for (const place of places) {
    const here = asked.filter(({ container }) => (container && JSON.stringify(container.path)) === place);
    const [first] = here;
    if (first === undefined) continue;
    const isPrivileged = here.some(({ what }) => what === "privileged");
    yield {
      resource: pod.resource,
      path: first.path,
      ...(isPrivileged ? { severity: "error" as const } : {}),
      message: `${place === undefined ? "the pod" : "the container"} may do more than it needs: ${here.map(({ what }) => what).join(", ")}`,
      fix: FIX,
    };
  }
}

/** Who uses the node's folders runs as root for a moment, to own them; all else it can do without. */
function isNeedless(one: Violation): boolean {
  const isFree = /^no (allowPrivilegeEscalation|capabilities)/.test(one.what);
  return isFree || (one.level === "baseline" && !isHostPath(one));
}

function isUnstartable({ what, container }: Violation): boolean {
  return what === "runAsUser 0" && container !== undefined && securityField(container, "runAsNonRoot") === true;
}

function usesNode(pod: Pod): boolean {
  return violationsOf(pod).some(isHostPath);
}

function isHostPath({ what }: Violation): boolean {
  return what === "a hostPath volume";
}
