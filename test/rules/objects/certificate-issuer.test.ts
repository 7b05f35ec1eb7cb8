/** Kinds of issuers. */
import { certificateIssuer } from "../../../src/rules/objects/certificate-issuer.ts";
import { describeObjectRule } from "../cases.ts";

const certificate = (issuerRef: object | undefined) => ({
  apiVersion: "cert-manager.io/v1",
  kind: "Certificate",
  metadata: { name: "a" },
  spec: { secretName: "a", ...(issuerRef === undefined ? {} : { issuerRef }) } as never,
});

describeObjectRule(certificateIssuer, {
  reports: {
    "a misspelt kind": { object: certificate({ name: "a", kind: "ClusterIsuer" }), at: "/spec/issuerRef/kind" },
    "another kind": { object: certificate({ name: "a", kind: "Vault" }), says: /kind Vault/ },
    "a misspelt group": { object: certificate({ name: "a", group: "cert-manger.io" }), says: /group cert-manger/ },
  },
  silent: {
    "an Issuer": certificate({ name: "a" }),
    "a ClusterIssuer": certificate({ name: "a", kind: "ClusterIssuer", group: "cert-manager.io" }),
    "an issuer of others": certificate({ name: "a", kind: "AWSPCAClusterIssuer", group: "awspca.cert-manager.io" }),
    "no issuer": certificate(undefined),
  },
});
