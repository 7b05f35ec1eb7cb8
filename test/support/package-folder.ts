/** Where the package lies that is tested. */
import { fileURLToPath } from "node:url";

export const PACKAGE_FOLDER = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
