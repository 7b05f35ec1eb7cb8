/** Connections for all servers. */
import { databaseConnections } from "../../../../src/rules/coherence/availability/database-connections.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const MAX_CONNS = "CERTCTL_DATABASE_MAX_CONNS";
const each = (value: string | undefined) => (bundle: Bundle) => bundle.setVariable("server", MAX_CONNS, value);
const release = (tag: string) => (bundle: Bundle) => {
  each(undefined)(bundle);
  bundle.container("server").image = `ghcr.io/certctl-io/certctl-server:${tag}`;
};
const allowed =
  (...args: string[]) =>
  (bundle: Bundle) => {
    each("50")(bundle);
    bundle.container("database").args = args;
  };

describeRule(databaseConnections, {
  reports: {
    "the default": {
      change: each(undefined),
      says: /^4 servers, with those that a rollout adds, open up to 200 connections, and the database allows 100/,
      at: "/spec/template/spec/containers/0",
      severity: "warning",
    },
    "the default, where an optional key is not there": {
      settings: { profile: "single-node" },
      change: (bundle) => {
        bundle.workload("server").spec.replicas = 3;
      },
      says: /200 connections/,
    },
    "a number that is too high": {
      change: each("23"),
      says: /92 connections/,
      at: "/spec/template/spec/containers/0/env/7",
    },
    "what is no number": { change: each("many"), says: /200 connections/ },
    "the default of older releases": { change: release("v2.1.2"), says: /100 connections/ },
    "a number that older releases do not read": {
      change: (bundle) => {
        release("v2.1.0")(bundle);
        each("10")(bundle);
      },
      says: /100 connections/,
    },
    "a larger surge": {
      change: (bundle) => {
        bundle.workload("server").spec.strategy.rollingUpdate.maxSurge = "100%";
      },
      says: /^6 servers.* 132 connections/,
    },
    "one server with too many": {
      settings: { profile: "dev" },
      change: each("95"),
      says: /^the server opens up to 95/,
    },
    "a database with fewer": { change: allowed("postgres", "-c", "max_connections=120"), says: /allows 120/ },
  },
  silent: {
    "the profile's number": {},
    "one server with the default": { settings: { profile: "dev" } },
    "a database with more": allowed("postgres", "-c", "max_connections=300"),
    "a database with more, by the long option": allowed("--max-connections=300"),
    "a database with more, by the short option": allowed("-N", "300"),
    "a database with a file": allowed("postgres", "-c", "config_file=/etc/postgresql.conf"),
    "a number that is not in the input": (bundle) =>
      bundle.setVariable("server", MAX_CONNS, { configMapKeyRef: { name: "elsewhere", key: "a" } }),
    "variables that are not in the input": (bundle) => {
      each(undefined)(bundle);
      bundle.container("server").envFrom = [{ configMapRef: { name: "elsewhere" } }];
    },
    "an external database": { settings: { database: { type: "external" } }, change: each("500") },
    "a rollout that takes one first": (bundle) => {
      each("30")(bundle);
      bundle.workload("server").spec.strategy.rollingUpdate = { maxSurge: 0, maxUnavailable: 1 };
    },
  },
});
