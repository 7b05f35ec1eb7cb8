/** Programs that the images hold. */
import { commandRuns } from "../../../../src/rules/coherence/pods/command-runs.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

/** As the server's preStop hook. */
const run =
  (...command: string[]) =>
  (bundle: Bundle) => {
    bundle.container("server").lifecycle = { preStop: { exec: { command } } };
  };

describeRule(commandRuns, {
  reports: {
    "a misspelt program": {
      change: run("slep", "1"),
      says: /no program slep/,
      at: "/spec/template/spec/containers/0/lifecycle/preStop/exec/command",
    },
    "a misspelt shell": run("/bin/shh", "-c", "true"),
    "bash in certctl's image": { change: run("bash", "-c", "true"), says: /no bash/ },
    "an option for a program": { change: run("-c", "true"), says: /begins with "-c"/ },
    "a shell without -c": { change: run("sh", "sleep 1"), says: /for a file's name/ },
    "a shell without a script": { change: run("sh", "-c"), says: /gets none/ },
    "a shell alone": { change: run("sh"), says: /ends at once/ },
    "an option that no shell knows": { change: run("sh", "-Z", "true; true"), says: /no option -Z/ },
    "a sleep without an end": { change: run("sleep"), says: /for how long/ },
    "an init container that is an agent": {
      change: (bundle) => {
        delete bundle.container("agent", "enroll").command;
      },
      says: /never ends/,
    },
  },
  silent: {
    "a script": run("/bin/sh", "-ec", "sleep 1"),
    "a script of a volume": run("/scripts/stop"),
    "a file for the shell": run("sh", "/scripts/stop.sh"),
    "a program that nobody knows": run("consul-template"),
    "bash in PostgreSQL's image": (bundle) => {
      bundle.container("credentials").command[0] = "bash";
    },
    "another image": (bundle) => {
      bundle.pod("server").containers.push({ name: "side", image: "busybox", command: ["slep", "1"] });
    },
  },
});
