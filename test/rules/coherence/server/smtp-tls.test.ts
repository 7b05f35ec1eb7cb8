/** Mail goes out. */
import { smtpTls } from "../../../../src/rules/coherence/server/smtp-tls.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function mail(settings: Readonly<Record<string, string>>): (bundle: Bundle) => void {
  return (bundle) => {
    for (const [name, value] of Object.entries(settings)) bundle.setVariable("server", `CERTCTL_${name}`, value);
  };
}

const MAIL = { SMTP_HOST: "mail.example.com", SMTP_FROM_ADDRESS: "pki@example.com" };

describeRule(smtpTls, {
  reports: {
    "the default port, with TLS": { change: mail(MAIL), says: /587 by default.*STARTTLS/ },
    "port 587, with TLS": mail({ ...MAIL, SMTP_PORT: "587", SMTP_USE_TLS: "true" }),
    "port 465, in plain text": { change: mail({ ...MAIL, SMTP_PORT: "465", SMTP_USE_TLS: "false" }), says: /465/ },
    "a login in plain text": {
      change: mail({ ...MAIL, SMTP_PORT: "25", SMTP_USE_TLS: "false", SMTP_USERNAME: "u" }),
      says: /refuses to log in/,
    },
    "no sender": {
      change: mail({ SMTP_HOST: "mail.example.com", SMTP_PORT: "465" }),
      says: /without CERTCTL_SMTP_FROM/,
    },
    "a digest without mail": { change: mail({ DIGEST_ENABLED: "true" }), severity: "warning" },
  },
  silent: {
    "a good bundle, without mail": {},
    "port 465, with TLS": mail({ ...MAIL, SMTP_PORT: "465" }),
    "a plain relay": mail({ ...MAIL, SMTP_PORT: "25", SMTP_USE_TLS: "false" }),
    "a relay in the pod, with a login": mail({
      ...MAIL,
      SMTP_HOST: "localhost",
      SMTP_USE_TLS: "false",
      SMTP_USERNAME: "u",
    }),
    "a digest and mail": mail({ ...MAIL, SMTP_PORT: "465", DIGEST_ENABLED: "true" }),
    "a sender that nobody knows": (bundle) => {
      mail({ SMTP_HOST: "mail.example.com", SMTP_PORT: "465" })(bundle);
      bundle.container("server").envFrom = [{ secretRef: { name: "elsewhere" } }];
    },
  },
});
