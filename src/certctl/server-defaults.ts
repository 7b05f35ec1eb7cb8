/** Variables that the base gives the server, and that a cluster may set otherwise in `server.env`. */

export const JOB_PROCESSOR_INTERVAL = "CERTCTL_SCHEDULER_JOB_PROCESSOR_INTERVAL";

export const SERVER_DEFAULTS: Readonly<Record<string, string>> = {
  // The job processor of each server takes every pending job, marks it Running and leaves an agent's deployment at that
  // (v2.1.7 internal/service/job.go:259), but agents claim pending ones alone (internal/repository/postgres/job.go:459):
  // at certctl's 30 s it mostly comes before them, and the deployment never happens. Orders through the API don't need
  // it; automatic renewals wait for it, and have a month.
  [JOB_PROCESSOR_INTERVAL]: "1h",
};
