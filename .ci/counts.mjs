// Prints how many tests of a vitest JSON report passed, failed and did not run.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
process.stdout.write(`${numPassedTests} ${numFailedTests} ${numPendingTests + numTodoTests}\n`);
