// Where things are. `cargo xtask test browser` says so by three variables; the defaults fit a built repository.
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const inside = (path) => fileURLToPath(new URL(path, root));

export const CHROMIUM = process.env.EVENKEEL_CHROMIUM ?? "/usr/bin/chromium";
export const PROGRAM = process.env.EVENKEEL_BIN ?? inside("target/debug/evenkeel");
export const DIST = process.env.EVENKEEL_DIST ?? inside("target/dist");
export const FAILURES = inside("target/browser-failures");
