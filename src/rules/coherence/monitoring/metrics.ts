/** The metrics that certctl's server has (internal/api/handler/metrics.go, v2.1.7 and newer). */

/** Counts of rows as they are now, whatever their names and types say: they fall too, and each replica tells them all. */
const SNAPSHOTS = [
  "certctl_agent_online",
  "certctl_agent_total",
  "certctl_certificate_active",
  "certctl_certificate_expired",
  "certctl_certificate_expiring_soon",
  "certctl_certificate_revoked",
  "certctl_certificate_total",
  "certctl_job_completed_total",
  "certctl_job_failed_total",
  "certctl_job_pending",
  "certctl_notification_dead_total",
];

const OTHERS = [
  "certctl_audit_chain_break_detected_total",
  "certctl_audit_chain_last_verified_at",
  "certctl_audit_chain_rows",
  "certctl_audit_chain_verify_total",
  "certctl_deploy_attempts_total",
  "certctl_deploy_idempotent_skip_total",
  "certctl_deploy_post_verify_failures_total",
  "certctl_deploy_reload_failures_total",
  "certctl_deploy_rollback_total",
  "certctl_deploy_validate_failures_total",
  "certctl_expiry_alerts_total",
  "certctl_issuance_duration_seconds_bucket",
  "certctl_issuance_duration_seconds_count",
  "certctl_issuance_duration_seconds_sum",
  "certctl_issuance_failures_total",
  "certctl_issuance_total",
  "certctl_ocsp_counter_total",
  "certctl_uptime_seconds",
  "certctl_vault_token_renewals_total",
];

export const METRICS: readonly string[] = [...SNAPSHOTS, ...OTHERS];
export const SNAPSHOT_METRICS: ReadonlySet<string> = new Set(SNAPSHOTS);
