/** Changes that nobody on a cluster would notice, with the reason; they are not made. */
interface Immaterial {
  readonly why: string;
  readonly where: readonly RegExp[];
}

export const IMMATERIAL: readonly Immaterial[] = [
  {
    why: "no selector looks at these labels",
    where: [
      /^(?!Namespace)\S+ \S+ metadata\.labels/,
      /^Namespace \S+ metadata\.labels\[app\./,
      /\[app\.kubernetes\.io\/part-of\]/,
    ],
  },
  {
    why: "another engine's annotation: its turn comes where that engine applies the object",
    where: [
      /^Argo CD: .*\[(helm\.sh|kustomize\.toolkit)/,
      /^HelmRelease: .*\[(argocd|kustomize\.toolkit)/,
      /^Kustomization: .*\[(argocd|helm\.sh)/,
    ],
  },
  {
    why: "for people to look at, or to count by",
    where: [
      /\[argocd\.argoproj\.io\/compare-options\]/,
      /\.description: /,
      /revisionHistoryLimit/,
      /secrets-revision/,
      /spec\.template\.metadata\.annotations: dropped$/,
      /containers\[agent\]\.env\[AGENT_NAME\]\.valueFrom: dropped$/,
      /log-level|LOG_LEVEL/,
      /CERTCTL_AGENT_NAME/,
      /spec\.commonName/,
    ],
  },
  {
    why: "how much there is of it is the cluster's owner's to say",
    where: [
      /(StatefulSet|Deployment) certctl-(agent|server) spec\.replicas: (smaller|larger)$/,
      /\.resources(\.(requests|limits))?(\.(cpu|memory|storage))?: (dropped|a tenth)$/,
      /privateKey/,
    ],
  },
  {
    why: "a matter of patience: what comes in time comes as well, and how long that is depends on nodes and load",
    where: [
      /(Seconds|Deadline|Threshold|imeout|nterval|uration|backoffLimit|retry\.limit|maxUnavailable|maxSurge|retention)\]?(\.value)?: (larger|longer)$/,
      /(liveness|readiness)Probe\.(\w+Seconds|\w+Threshold): /,
      /startupProbe\.timeoutSeconds: /,
      /(spec\.interval|retryInterval|refreshInterval|retry\.backoff(\.\w+)?|retry\.refresh|retry): /,
      /fsGroupChangePolicy/,
      /timeoutSeconds: (dropped|smaller)$/,
      /startupProbe\.periodSeconds: (dropped|smaller)$/,
      /StatefulSet certctl-database .*startupProbe\.failureThreshold: smaller$/,
      /Job \S+ spec\.(activeDeadlineSeconds|backoffLimit): smaller$/,
      /preStop\.exec\.command\[1\]: smaller$/,
      /AUDIT_FLUSH_TIMEOUT_SECONDS\]\.value: smaller$/,
      /restartPolicy: OnFailure$/,
      /spec\.timeout: dropped$/,
      /retry\.limit: (dropped|smaller)$/,
      /max-conns\]: smaller$/,
      /podManagementPolicy/,
      /livenessProbe: dropped$/,
      /healthCheckExprs\[0\]\.failed: dropped$/,
      /HelmRelease certctl-c-server spec\.healthCheckExprs/,
      /Kustomization certctl-c(-config)? spec\.(timeout: shorter|wait: (dropped|true|false))$/,
      /Kustomization certctl-c-agent spec\.wait: (dropped|false)$/,
      /HelmRelease certctl-c-edge spec\.(timeout: shorter|install\.disableWait|upgrade\.disableWait)/,
      /rollingUpdate\.maxUnavailable: (smaller|all)$/,
    ],
  },
  {
    why: "what is left out is what Kubernetes, the engine or the program does by itself",
    where: [
      /metadata\.namespace: dropped$/,
      /spec\.(strategy|updateStrategy)(\.type|\.rollingUpdate(\.max\w+)?)?: dropped$/,
      /^Service \S+ spec\.type: dropped$/,
      /spec\.(completions|parallelism|backoffLimit): dropped$/,
      /sessionAffinityConfig(\.clientIP(\.timeoutSeconds)?)?: dropped$/,
      /ports\[(https|postgres|\d+)\]\.(targetPort|protocol): dropped$/,
      /^Service \S+ spec\.ports\[\w+\]\.name: /,
      /policyTypes: dropped$/,
      /(emptyDir|hostPath\.type): dropped$/,
      /env\[(CERTCTL_AUTH_TYPE|CERTCTL_AUDIT_FLUSH_TIMEOUT_SECONDS|CERTCTL_KEY_DIR|POSTGRES_DB|PGPORT)\](\.value)?: dropped$/,
      /\[POSTGRES_DB\]\.name: another name$/,
      /CERTCTL_DATABASE_URL\]\.value: no port$/,
      /reconcileStrategy: dropped$/,
      /proxy-ssl-protocols\]: dropped$/,
      /hook-delete-policy\]: dropped$/,
      /volumeClaimTemplates\[\w+\]\.(apiVersion|kind): /,
      /issuerRef\.group: dropped$/,
      /target(\.name|\.creationPolicy|\.deletionPolicy)?: dropped$/,
      /target\.immutable/,
      /automated\.selfHeal: dropped$/,
      /AppProject \S+ spec\.(destinations\[\d\]\.server|clusterResourceWhitelist\[\S+\]\.name|namespaceResourceWhitelist): dropped$/,
      /\.optional: (dropped|false)$/,
      /sourceRef\.namespace: dropped$/,
      /replicas: dropped$/,
      /certctl-(server|agent) metadata\.annotations\[argocd\.argoproj\.io\/sync-wave\]: dropped$/,
      /(SealedSecret|ExternalSecret|Certificate) \S+ metadata\.annotations\[argocd\.argoproj\.io\/sync-wave\]: dropped$/,
      /\[AGENT_BOOTSTRAP|CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY/,
      /\[PGDATABASE\](: dropped|\.name: another name|\.value: dropped)$/,
      /\[PGPORT\]\.name: another name$/,
      /SealedSecret \S+ spec\.template(\.metadata(\.\w+)?)?: dropped$/,
      /Secret \S+ spec(\.target)?\.template(\.metadata\.\w+|\.type)?: /,
      /usages: dropped$/,
      /Service certctl-database spec\.ports: dropped$/,
    ],
  },
  {
    why: "another part of the same object says the same",
    where: [
      /^(DaemonSet|Deployment|StatefulSet|Job) .*automountServiceAccountToken: dropped$/,
      /^ServiceAccount .*automountServiceAccountToken/,
      /^Argo CD: .*sync-options\]: (without Delete=false|Delete=true)$/,
      /volumeMounts\[\S+\]\.readOnly: /,
      /enableServiceLinks/,
      /DaemonSet certctl-agent spec\.template\.spec\.securityContext\.runAsNonRoot/,
      /matchLabels\[app\.kubernetes\.io\/name\]: dropped$/,
      /selector\[app\.kubernetes\.io\/name\]: dropped$/,
      /DaemonSet certctl-agent spec\.selector\.matchLabels\[app\.kubernetes\.io\/component\]: dropped$/,
    ],
  },
  {
    why: "nothing is ordered by it: it needs nothing, and what needs it comes later all the same",
    where: [
      /(NetworkPolicy|PodDisruptionBudget) \S+ metadata\.annotations\[argocd\.argoproj\.io\/sync-wave\]/,
      /Namespace \S+ metadata\.annotations\[argocd\.argoproj\.io\/sync-wave\]/,
      /(ServiceAccount|ConfigMap|Service|Certificate|ExternalSecret|SealedSecret|Ingress) \S+ metadata\.annotations\[argocd\.argoproj\.io\/sync-wave\]: earlier$/,
      /hook-weight/,
      /(Ingress|DaemonSet|StatefulSet) certctl-(server|agent) metadata\.annotations\[argocd\.argoproj\.io\/sync-wave\]: later$/,
      /(HelmRelease|Kustomization) certctl-c-(agents|agent|edge) spec\.dependsOn(\[\S+\]\.readyExpr)?: dropped$/,
      /Kustomization certctl-c-database spec\.dependsOn: dropped$/,
    ],
  },
  {
    why: "made anew from Git in a moment: it holds no data",
    where: [
      /SealedSecret \S+ metadata\.annotations\[(argocd\.argoproj\.io\/sync-options|helm\.sh\/resource-policy)\]/,
      /(ServiceAccount|Service|NetworkPolicy) certctl-database metadata\.annotations(: dropped|\[(argocd\.argoproj\.io\/sync-options|helm\.sh\/resource-policy|kustomize\.toolkit\.fluxcd\.io\/prune)\])/,
    ],
  },
  {
    why: "what the policy closes listens on nothing, or what it opens besides nobody listens at",
    where: [
      /NetworkPolicy certctl-(agent|closed)/,
      /NetworkPolicy \S+ spec\.podSelector(\.matchLabels)?(\[app\.kubernetes\.io\/component\])?: dropped$/,
      /NetworkPolicy \S+ spec\.ingress\[0\]\.ports(\[\d+\]\.port)?: dropped$/,
    ],
  },
  {
    why: "nobody calls it by that name",
    where: [
      /Certificate certctl-agent spec\.(dnsNames|usages)/,
      /Certificate certctl-server spec\.dnsNames\[[013-9]\]: /,
      /Service certctl-agent/,
    ],
  },
  {
    why: "pg_isready does not log in: any user and database do",
    where: [/Probe\.exec\.command\[[46]\]: another name$/],
  },
  {
    why: "the scheduler spreads pods over nodes and zones by itself, too (its default constraints)",
    where: [/\.(affinity|topologySpreadConstraints)/],
  },
  {
    why: "nothing refers to it by this name",
    where: [
      /ontainers\[[^\]]*\]\.name: another name/,
      /spec\.serviceName: /,
      /releaseName: /,
      /HelmRelease \S+ spec\.targetNamespace: /,
    ],
  },
  {
    why: "the programs run as well, and the level restricted does not ask for it",
    where: [
      /readOnlyRootFilesystem: (dropped|false)$/,
      /runAsGroup/,
      /fsGroup: (another id|root)$/,
      /(Deployment|Job) .*runAsUser: another id$/,
      /serviceAccountName: dropped$/,
      /defaultMode/,
      /volumeMounts\[tmp\]|volumes\[tmp\]: dropped/,
      /image: another repository$/,
      /containers\[tls-reload\]\.image: an older release$/,
      /hostPath\.path: another path$/,
      /(PGDATA|CERTCTL_KEY_DIR)\]\.value: another path$/,
      /clusterIP: dropped$/,
      /(StatefulSet certctl-database|Job certctl-credentials) .*nodeSelector(\[kubernetes\.io\/arch\])?: (dropped|arm64)$/,
      /Job certctl-credentials .*(fsGroup: dropped|image: (no tag|latest|an older release))$/,
      /initContainers\[(state-directory|enroll)\]\.image: an older release$/,
      /Job certctl-enroll .*image: an older release$/,
      /server-ca\]\.secret\.items: dropped$/,
      /Certificate certctl-server spec\.usages\[0\]: dropped$/,
      /hostPath\.type: Directory$/,
      /spec\.terminationGracePeriodSeconds: (dropped|smaller)$/,
    ],
  },
];

/** Undefined where the change matters. */
export function whyImmaterial(name: string): string | undefined {
  return IMMATERIAL.find(({ where }) => where.some((one) => one.test(name)))?.why;
}
