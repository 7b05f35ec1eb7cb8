/** A backup for tests, as certctl's chart makes it. */
import type { Bundle, Loose } from "../../bundle.ts";

export interface Options {
  readonly script: string;
  readonly host?: string;
  readonly image?: string;
  readonly volume?: Loose;
  readonly name?: string;
}

export const backup =
  ({ script, host = "certctl-database", image = "postgres:16-alpine", volume, name = "backup" }: Options) =>
  (bundle: Bundle): void =>
    bundle.add({
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: { name, namespace: "certctl" },
      spec: {
        jobTemplate: {
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    name,
                    image,
                    command: ["/bin/sh", "-ceu", script],
                    env: [{ name: "PGHOST", value: host }],
                    volumeMounts: [{ name: "backups", mountPath: "/backups" }],
                  },
                ],
                volumes: [{ name: "backups", ...(volume ?? { persistentVolumeClaim: { claimName: "backups" } }) }],
              },
            },
          },
        },
      },
    });
