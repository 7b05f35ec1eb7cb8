/** Where engines apply, and under which name. */
import type { Resource } from "../../model/applied.ts";
import { type JsonObject, textOf } from "../../model/json.ts";
import { objectAt } from "../../rules/pods/pod.ts";
import { APPLICATION, engineRule, KUSTOMIZATION, other, RELEASE, type Words } from "./engine-rule.ts";

const MOVED =
  "what it applied before stays where it is or is deleted there, and the new place starts without the Secrets and the data of the old one";

export const destinationChanged = engineRule(
  "destination-changed",
  "An engine applies to another cluster or namespace, or with other rights.",
  {
    [APPLICATION](was, is) {
      const place = other([["destination"]], withClusterNamed(was), withClusterNamed(is));
      if (place !== undefined) {
        return {
          level: "danger",
          message: `The Application applies to another cluster or namespace: ${MOVED}.`,
          advice: "Check that the new place is meant, and that it has Secrets, volumes and the database's content.",
          path: place,
        };
      }
      const project = other([["project"]], was, is);
      return (
        project && {
          level: "caution",
          message:
            "Another AppProject decides what the Application may apply: kinds, namespaces or sources that it does not allow fail the whole sync.",
          advice: "Check that the project allows the source, the destination and every kind in it.",
          path: project,
        }
      );
    },
    [KUSTOMIZATION](was, is) {
      const place = other([["targetNamespace"], ["kubeConfig"]], was, is);
      if (place !== undefined) {
        return {
          level: "danger",
          message: `The Kustomization applies to another cluster or namespace: ${MOVED}.`,
          advice: "Check that the new place is meant, and that it has Secrets, volumes and the database's content.",
          path: place,
        };
      }
      return accountChange(was, is);
    },
    [RELEASE]: (was, is) => accountChange(was, is),
  },
);

/** Argo CD's own cluster has a name and an address (argo-cd docs/operator-manual/declarative-setup.md): both lead to it. */
function withClusterNamed(spec: JsonObject): JsonObject {
  const destination = objectAt(spec, "destination");
  if (destination.server !== "https://kubernetes.default.svc") return spec;
  const { server: _, ...rest } = destination;
  return { ...spec, destination: { ...rest, name: "in-cluster" } };
}

function accountChange(was: JsonObject, is: JsonObject): Words | undefined {
  const path = other([["serviceAccountName"]], was, is);
  return (
    path && {
      level: "caution",
      message:
        "It applies with the rights of another ServiceAccount: what that may not do fails, and what it may do is more than before, where it is the controller's own.",
      advice: "Check the roles of the new account.",
      path,
    }
  );
}

/** As Flux names a release: the target namespace in front of the object's name where nothing is written. */
function releaseName(spec: JsonObject, { id }: Resource): string {
  const target = textOf(spec.targetNamespace);
  return textOf(spec.releaseName) || (target === "" ? id.name : `${target}-${id.name}`);
}

/** The object's own namespace counts where none is written. */
function withNamespaces(spec: JsonObject, { id }: Resource): JsonObject {
  const [targetNamespace, storageNamespace] = [spec.targetNamespace, spec.storageNamespace].map(
    (one) => textOf(one) || id.namespace,
  );
  return { ...spec, targetNamespace: targetNamespace ?? "", storageNamespace: storageNamespace ?? "" };
}

export const releaseReplaced = engineRule(
  "release-replaced",
  "A HelmRelease gets another name, namespace, storage or cluster: Flux uninstalls the old one.",
  {
    [RELEASE](was, is, { before, after }) {
      const isRenamed = releaseName(was, before) !== releaseName(is, after);
      const path = isRenamed
        ? ["spec", "releaseName"]
        : other(
            [["targetNamespace"], ["storageNamespace"], ["kubeConfig"]],
            withNamespaces(was, before),
            withNamespaces(is, after),
          );
      return (
        path && {
          level: "danger",
          message:
            "For Helm this is another release: Flux uninstalls the old one, with all that is not marked helm.sh/resource-policy: keep, the database among it, and installs a new one.",
          advice:
            "Take it back; otherwise set helm.sh/resource-policy: keep on all that must stay, in a commit before this one, and expect certctl to be away meanwhile.",
          path,
        }
      );
    },
  },
);
