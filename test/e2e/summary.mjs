/** The reports of a run as two Markdown tables: what each scenario showed, and what each negative twin failed of. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Reads the reports that were written since then (milliseconds since 1970), writes `summary.md` beside them; its text. */
export function summarise(folder, since) {
  const reports = readdirSync(folder)
    .filter((file) => file.endsWith(".json") && statSync(join(folder, file)).mtimeMs >= since)
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
  if (reports.length === 0) return "";
  const text = [
    scenarios(reports.filter(({ scenario }) => !isTwin(scenario))),
    twins(reports.filter(({ scenario }) => isTwin(scenario))),
  ]
    .filter((table) => table !== "")
    .join("\n");
  writeFileSync(join(folder, "summary.md"), text);
  return text;
}

const isTwin = (scenario) => scenario.startsWith("twin-");
const seconds = ({ from, to }) => Math.round((to - from) / 1000);
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function scenarios(reports) {
  if (reports.length === 0) return "";
  const rows = reports.map(({ scenario, certctl, chapters }) => {
    const count = (result) => chapters.filter((it) => it.result === result).length;
    const failed = chapters.find((it) => it.result === "failed");
    const versions = [certctl.version, certctl.nextVersion].filter((it) => it !== undefined).join(", ");
    const installed = seconds(chapters.find((it) => it.result !== "skipped") ?? { from: 0, to: 0 });
    const total = chapters.reduce((sum, it) => sum + seconds(it), 0);
    const first = failed === undefined ? "" : cell(`${failed.title}: ${failed.reason}`).slice(0, 300);
    return `| ${scenario} | ${versions} | ${count("passed")} | ${count("failed")} | ${count("skipped")} | ${installed} s | ${total} s | ${first} |`;
  });
  return [
    "| scenario | certctl | passed | failed | skipped | installed in | all in | failed first |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function twins(reports) {
  if (reports.length === 0) return "";
  const rows = reports.map(({ chapters, moments }) => {
    const [chapter] = chapters;
    const note = moments.map(({ event }) => /^failed after (\d+ s): (.*)$/s.exec(event)).find((it) => it !== null);
    const shown = chapters.every(({ result }) => result === "passed") && note !== undefined;
    return `| ${chapter.title} | ${shown ? note[1] : "NOT SHOWN"} | ${cell(shown ? note[2] : `${chapter.reason}`).slice(0, 300)} |`;
  });
  return ["| taken away | failed after | with |", "| --- | --- | --- |", ...rows, ""].join("\n");
}
