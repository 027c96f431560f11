// The real program, with a data folder of its own.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DIST, PROGRAM } from "./place.mjs";

/** Starts a server and waits for the address and the set-up link it prints. */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-browser-"));
  // Nothing of the machine's own settings reaches it.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("EVENKEEL_")));
  const options = ["serve", "--listen", "127.0.0.1:0", "--data-dir", folder, "--dist", DIST, "--log", "warn"];
  const child = spawn(PROGRAM, options, { env, stdio: ["ignore", "pipe", "pipe"] });
  const log = [];
  createInterface({ input: child.stderr }).on("line", (line) => log.push(line));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const said = await new Promise((resolve, reject) => {
    const known = {};
    child.once("error", (cause) => reject(new Error(`${PROGRAM} does not start: ${cause.message}`)));
    ended.then(() => reject(new Error(`the server ended before it was ready\n${log.join("\n")}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      known.url ??= /^Evenkeel serves (\S+)$/.exec(line)?.[1];
      known.setup ??= /(\S+\/desk#setup=\S+)$/.exec(line)?.[1];
      if (known.url && known.setup) resolve(known);
    });
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { ...said, log, stop };
}
