/** `explain`: why a rule is there, what happens on a cluster where it is broken, the fix, and the evidence. */
import pages from "embedded:rule-pages";
import { FLEET_RULES } from "../../fleet/rules/index.ts";
import { inputError } from "../../model/errors.ts";
import { nearName } from "../../model/near-name.ts";
import type { Colors } from "../../reports/colors.ts";
import { colorsFor } from "../colors.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Io } from "../io.ts";

export function explain(rule: string | undefined, color: string, io: Io): ExitCode {
  const colors = colorsFor(io, "stdout", color);
  if (rule === undefined) io.stdout(listing(colors));
  else io.stdout(shown(pageOf(rule), colors));
  return EXIT.clean;
}

function pageOf(rule: string): string {
  const page = Object.hasOwn(pages, rule) ? pages[rule] : undefined;
  if (page !== undefined) return page;
  if (FLEET_RULES.some(({ name }) => name === rule)) {
    const fix = "Read the finding: it says what is wrong in the fleet file, why, and what to write.";
    throw inputError("explain", `${rule} is a rule of the fleet file, and these have no pages`, fix, { path: rule });
  }
  const near = nearName(rule, Object.keys(pages));
  const guess = near === undefined ? "" : `Did you mean ${near}? `;
  const fix = `${guess}\`certctl-gitops explain\` lists all rules; wrong flags and files that can't be read have no pages.`;
  throw inputError("explain", `there is no rule ${JSON.stringify(rule)}`, fix, { path: rule });
}

/** One line for each rule: its name and the sentence below the title of its page. */
function listing(colors: Colors): string {
  const width = Math.max(...Object.keys(pages).map((name) => name.length));
  return Object.entries(pages)
    .map(([name, page]) => `${colors.bold(name.padEnd(width))}  ${titleOf(page)}\n`)
    .join("");
}

function titleOf(page: string): string {
  return (page.split("\n")[2] ?? "").replace(/ Severity:.*$/, "");
}

function shown(page: string, colors: Colors): string {
  return page.replaceAll(/^#+ .*$/gm, (heading) => colors.bold(heading.replace(/^#+ /, "")));
}
