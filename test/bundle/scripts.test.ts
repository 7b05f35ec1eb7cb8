/** The scripts that pods run: no shell refuses them, and nobody on the way to the pod rewrites them. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { containers, made, pods, VARIANTS } from "../support/bundle.ts";

async function scripts(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const settings of Object.values(VARIANTS)) {
    for (const { workload, spec } of pods(await made(settings))) {
      for (const one of containers(spec)) {
        const command = one.command;
        if (Array.isArray(command) && command[1] === "-c") found.set(`${workload} ${one.name}`, String(command[2]));
      }
    }
  }
  return found;
}

const shells = ["sh", "dash", "busybox"].filter((shell) => spawnSync(shell, ["--help"]).error === undefined);

describe("scripts", () => {
  it("are those of six containers", async () => {
    expect([...(await scripts()).keys()].sort()).toEqual([
      "certctl-agent agent",
      "certctl-agent enroll",
      "certctl-agent state-directory",
      "certctl-credentials credentials",
      "certctl-enroll enroll",
      "certctl-server tls-reload",
    ]);
  });
  it("hold nothing that Flux, Helm or the kubelet would replace", async () => {
    for (const [name, text] of await scripts()) {
      // Flux: ${x}. kubelet: $(NAME) of a variable of the container, and $$. Helm: {{.
      expect(text, name).not.toMatch(/\$\{|\$\$|\{\{|\r/);
      for (const [, variable] of text.matchAll(/\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g))
        throw new Error(`${name}: the kubelet takes $(${variable}) for a variable`);
      expect(text.endsWith("\n"), name).toBe(true);
    }
  });
  it.each(shells)("are read by %s without a complaint", async (shell) => {
    for (const [name, text] of await scripts()) {
      const read = spawnSync(shell, shell === "busybox" ? ["sh", "-n"] : ["-n"], { input: text, encoding: "utf8" });
      expect([read.status, read.stderr], name).toEqual([0, ""]);
    }
  });
  it("name no secret on a command line", async () => {
    for (const [name, text] of await scripts()) {
      // printf is built into the shell; everything else would show its arguments in /proc.
      const lines = text
        .split("\n")
        .filter((line) => /\$\(?(API_KEY|PASSWORD|PREVIOUS_PASSWORD|CERTCTL_API_KEY)/.test(line));
      for (const line of lines) expect(line, name).toMatch(/^\s*(reply=\$\(printf|if accepted|elif \[ -n|PGPASSWORD=)/);
    }
  });
});

describe("literals in commands, arguments and variables", () => {
  it("hold nothing that Flux would replace", async () => {
    for (const settings of Object.values(VARIANTS)) {
      const { objects } = await made(settings);
      expect(JSON.stringify(objects)).not.toMatch(/\$\{/);
    }
  });
});
