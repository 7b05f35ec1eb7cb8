/** What the kill test starts and kills: one run that makes the tree `a` or `b`. Says when it starts and when it has ended. */
import { writeSync } from "node:fs";
import { recover } from "../../src/writer/staging.ts";
import { run } from "./helpers.ts";
import { generation } from "./kill-trees.ts";

const [root, name] = process.argv.slice(2);
if (root === undefined || (name !== "a" && name !== "b")) throw new Error("usage: kill-child <root> a|b");
const files = generation(name);
writeSync(1, "start\n");
recover(root);
run(root, files);
writeSync(1, "end\n");
