/** The data of Secrets in texts that are no YAML: broken manifests, templates, parts of files. Nothing of it is shown. */
import type { Hide } from "./redacted.ts";

const SECRET = /\bkind["']?\s*:\s*["']?(?:Sealed)?Secret\b/i;
const DATA = /^(?<indent>\s*(?:- +)?)["']?(?:data|stringData|encryptedData)["']?\s*:(?<rest>.*)$/;

export function hideSecretLines(text: string, hide: Hide): string {
  if (!/stringData|encryptedData/.test(text) && !SECRET.test(text)) return text;
  return text
    .split(/^(?=---)/m)
    .map((part) => (SECRET.test(part) || /stringData|encryptedData/.test(part) ? hideData(part, hide) : part))
    .join("");
}

function hideData(part: string, hide: Hide): string {
  // JSON, and flow style, up to the end of the mapping.
  const flow = part.replaceAll(
    /(["']?(?:data|stringData|encryptedData)["']?\s*:\s*\{)([^}]+)/g,
    (_all, head: string, inside: string) => head + hide(inside),
  );
  let indent: number | undefined;
  return flow
    .split("\n")
    .map((line) => {
      const data = DATA.exec(line)?.groups;
      if (indent !== undefined && line.trim() !== "" && depth(line) <= indent) indent = undefined;
      if (data !== undefined && indent === undefined) {
        if (/^\s*(?:#.*)?$/.test(data.rest ?? "")) indent = (data.indent ?? "").length;
        else if (!/^\s*\{/.test(data.rest ?? ""))
          return line.slice(0, line.length - (data.rest ?? "").length) + hide(data.rest ?? "");
        return line;
      }
      return indent === undefined || line.trim() === "" ? line : hideLine(line, hide);
    })
    .join("\n");
}

const depth = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

/** Keys are shown, where one stands. */
function hideLine(line: string, hide: Hide): string {
  const { head = "", value = "" } =
    /^(?<head>\s*(?:["']?[-._\w]+["']?\s*:(?=\s|$)\s*)?)(?<value>.*)$/s.exec(line)?.groups ?? {};
  return value === "" || /^[|>][-+\d]*$/.test(value) ? line : head + hide(value);
}
