/** Names of metrics, and rates of what is no counter. */
import { alertExpression } from "../../../../src/rules/coherence/monitoring/alert-expression.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const rules =
  (...expressions: (string | Loose)[]) =>
  (bundle: Bundle): void =>
    bundle.add({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "alerts", namespace: "monitoring" },
      spec: {
        groups: [
          { name: "a", rules: expressions.map((one) => (typeof one === "string" ? { alert: "A", expr: one } : one)) },
        ],
      },
    });

describeRule(alertExpression, {
  reports: {
    "the rate of failed jobs": {
      change: rules("rate(certctl_job_failed_total[15m]) / rate(certctl_job_completed_total[15m]) > 0.05"),
      says: /^certctl_job_failed_total, certctl_job_completed_total: counts of rows/,
      at: "/spec/groups/0/rules/0/expr",
    },
    "an increase, with labels": rules('increase( certctl_notification_dead_total{job="certctl"} [1h]) > 0'),
    "a metric that is not there": {
      change: rules("up == 1", "certctl_agents_online < 1"),
      says: /no metric certctl_agents_online/,
      at: "/spec/groups/0/rules/1/expr",
    },
    "a ratio that is divided by jobs that nobody has": {
      change: rules(
        "(rate(certctl_issuance_failures_total[15m]) / clamp_min(rate(certctl_issuance_total[15m]), 1)) > 0.05",
      ),
      says: /at least 1 per second \(clamp_min\), which is 900 jobs in 15 minutes/,
    },
    "both in one": {
      change: rules(
        "rate(certctl_job_failed_total[15m]) / clamp_min(rate(certctl_job_failed_total[15m]) + 1, 0.5) > 1",
      ),
      times: 2,
    },
    "two that are not there": { change: rules("certctl_foo / certctl_foo > certctl_bar"), times: 2 },
  },
  silent: {
    "no alerts": {},
    "the rate of a counter": rules("rate(certctl_issuance_failures_total[15m]) > 0"),
    "a comparison with what was": rules("max(certctl_job_failed_total) - max(certctl_job_failed_total offset 15m) > 3"),
    "a floor against a division by 0": rules(
      "rate(certctl_issuance_failures_total[15m]) / clamp_min(rate(certctl_issuance_total[15m]), 0.0001) > 0.05",
    ),
    "a floor of what is no rate": rules("certctl_agent_online / clamp_min(certctl_agent_total, 1) < 0.5"),
    "a floor of somebody else's": rules("rate(up[5m]) / clamp_min(rate(http_requests_total[5m]), 1) > 1"),
    "a bracket that is not closed": rules("certctl_agent_online / clamp_min(rate(certctl_issuance_total[5m]), 1"),
    "a quantile": rules("histogram_quantile(0.9, sum(rate(certctl_issuance_duration_seconds_bucket[5m])) by (le))"),
    "a name that another rule records": rules(
      { record: "certctl_failed", expr: "certctl_job_failed_total" },
      "certctl_failed > 1",
    ),
    "names of recording rules with a colon": rules("certctl:jobs:rate5m > 1", "job:certctl_jobs:sum > 1"),
    "text that looks like a name": rules('up{job="certctl_server"} == 0 # certctl_comment'),
    "a rule without an expression": rules({ alert: "A" }, { alert: "B", expr: 1 }),
  },
});
