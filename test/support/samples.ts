/** Objects of kinds that `gen` does not write, each with many of its fields. */
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../src/model/manifest.ts";

const TEXT = `
apiVersion: batch/v1
kind: CronJob
metadata: {name: sample, namespace: default, annotations: {a: b}}
spec:
  schedule: "*/5 * * * *"
  concurrencyPolicy: Forbid
  successfulJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        spec:
          restartPolicy: OnFailure
          nodeSelector: {kubernetes.io/os: linux}
          tolerations: [{key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: null}]
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  podAffinityTerm: {topologyKey: a, labelSelector: {matchExpressions: [{key: a, operator: In, values: [b]}]}}
          initContainers: [{name: init, image: a, command: [sh, -c, "true"]}]
          containers:
            - name: main
              image: a
              imagePullPolicy: IfNotPresent
              ports: [{containerPort: 80, name: web, protocol: TCP}]
              env: [{name: A, value: b}, {name: C, valueFrom: {secretKeyRef: {name: a, key: b, optional: true}}}]
              envFrom: [{configMapRef: {name: a}}]
              resources: {limits: {cpu: 500m, memory: 1Gi}, requests: {cpu: 1}}
              livenessProbe: {httpGet: {path: /, port: web, httpHeaders: [{name: a, value: b}]}, periodSeconds: 5}
              securityContext: {runAsNonRoot: true, runAsUser: 1000, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}
              volumeMounts: [{name: data, mountPath: /data, readOnly: true}]
          volumes: [{name: data, projected: {sources: [{secret: {name: a, items: [{key: a, path: b, mode: 256}]}}]}}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: sample, namespace: default}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  minReplicas: 1
  maxReplicas: 3
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
  behavior: {scaleDown: {stabilizationWindowSeconds: 300, policies: [{type: Percent, value: 10, periodSeconds: 60}]}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: sample, labels: {a: b}}
rules: [{apiGroups: [""], resources: [pods], verbs: [get, list], resourceNames: [a]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sample, namespace: default}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}
subjects: [{kind: ServiceAccount, name: a, namespace: b}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: sample, namespace: default}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, storageClassName: a, volumeMode: Filesystem}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: sample}
webhooks:
  - name: a.b.c
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: Fail
    clientConfig: {service: {name: a, namespace: b, path: /x, port: 443}, caBundle: YWJj}
    rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods], scope: "*"}]
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: {name: sample, namespace: default}
spec:
  instances: 3
  storage: {size: 1Gi}
  bootstrap: {initdb: {database: app, owner: app, secret: {name: a}}}
  postgresql: {parameters: {max_connections: "100"}}
  resources: {limits: {cpu: 1, memory: 1Gi}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: sample, namespace: default}
spec:
  selector: {matchLabels: {a: b}}
  endpoints: [{port: web, interval: 30s, scheme: HTTPS, tlsConfig: {insecureSkipVerify: true}, relabelings: [{action: replace, sourceLabels: [a], targetLabel: b}]}]
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: sample, namespace: default}
spec: {groups: [{name: a, interval: 1m, rules: [{alert: A, expr: up == 0, for: 5m, labels: {severity: page}}]}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: sample, namespace: default}
spec:
  parentRefs: [{name: a, sectionName: b}]
  hostnames: [a.example.com]
  rules: [{matches: [{path: {type: PathPrefix, value: /}}], backendRefs: [{name: a, port: 80, weight: 1}], timeouts: {request: 10s}}]
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: sample}
spec: {acme: {server: "https://a", email: a@example.com, privateKeySecretRef: {name: a}, solvers: [{http01: {ingress: {ingressClassName: nginx}}}]}}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: sample, namespace: default}
spec: {provider: {vault: {server: "https://a", path: a, version: v2, auth: {kubernetes: {mountPath: a, role: b}}}}}
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: {name: sample, namespace: default}
spec: {providerRef: {name: a}, eventSeverity: error, eventSources: [{kind: Kustomization, name: "*"}]}
---
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: sample, namespace: default}
spec:
  generators: [{list: {elements: [{a: b}]}}, {git: {repoURL: a, revision: b, directories: [{path: c}]}}]
  template:
    metadata: {name: a}
    spec: {project: a, source: {repoURL: a, path: b}, destination: {server: a, namespace: b}, syncPolicy: {automated: {prune: true}}}
`;

export function samples(): Manifest[] {
  return parseAllDocuments(TEXT).map((document) => document.toJS() as Manifest);
}
