// Serves the page with its program, opens it in Chromium, and prints what it measured as JSON on the last line.
// An argument chooses among the workloads.
//
// EVENKEEL_CHROMIUM is the browser; EVENKEEL_PROGRAM the folder with the workloads' program; EVENKEEL_THREAD that of the
// product's second thread.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const here = new URL("./", import.meta.url);
const { EVENKEEL_CHROMIUM, EVENKEEL_PROGRAM, EVENKEEL_THREAD } = process.env;
const TYPES = { html: "text/html", mjs: "text/javascript", js: "text/javascript", wasm: "application/wasm" };
/** Only workloads whose name contains this. */
const wanted = (workload) => workload.includes(process.argv[2] ?? "");
const THREAD_ROUNDS = 15;
const PATHS = 10_000;

function file(path) {
  if (path === "/decimal.mjs") return new URL("node_modules/decimal.js/decimal.mjs", here);
  if (path.startsWith("/program/")) return `${EVENKEEL_PROGRAM}${path.slice("/program".length)}`;
  if (path.startsWith("/thread/")) return `${EVENKEEL_THREAD}${path.slice("/thread".length)}`;
  return new URL(`.${path === "/" ? "/page.html" : path}`, here);
}

const server = createServer(async ({ url }, answer) => {
  try {
    const { pathname } = new URL(url, "http://localhost");
    const bytes = await readFile(file(pathname));
    // Isolated, so that the page's clock ticks in 5 microseconds and not in 100.
    answer.writeHead(200, {
      "content-type": TYPES[pathname.split(".").pop()] ?? "text/html",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
      // As the server sends files that are named after their content.
      "cache-control": pathname.startsWith("/thread/") ? "public, max-age=31536000, immutable" : "no-store",
    });
    answer.end(bytes);
  } catch {
    answer.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const browser = await chromium.launch({
  executablePath: EVENKEEL_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(String(error)));
  page.on("console", (message) => message.type() === "error" && console.error(message.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  const told = { version: browser.version(), agreed: await page.evaluate(() => bench.agree()) };
  for (const workload of ["w1", "w2", "w3", "w4"].filter(wanted)) {
    told[workload] = await page.evaluate((workload) => bench.measure(workload), workload);
  }
  if (wanted("w2")) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    // Longer rounds: slowing works in slices, and a short round could fall between two of them.
    told.w2_slowed = await page.evaluate(() => bench.measure("w2", "engine", 25));
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  }
  if (wanted("w3")) {
    const threads = [], cold = [];
    const run = (paths, isReady) =>
      page.evaluate(([paths, isReady]) => bench.thread("/thread/start.js", paths, isReady), [paths, isReady]);
    for (let round = 0; round < THREAD_ROUNDS; round += 1) {
      threads.push(await run(PATHS, true));
      cold.push((await run(1_000, false)).first);
    }
    const by = (what) => threads.map((thread) => thread[what]);
    const answers = new Set(by("last"));
    told.thread = {
      first: Math.min(...by("first")),
      first_worst: Math.max(...by("first")),
      first_cold: Math.min(...cold),
      whole: Math.min(...by("whole")),
      gap_worst: Math.max(...by("gap")),
      answers: threads[0].answers,
      after_cancel: await page.evaluate(() => bench.cancelled("/thread/start.js")),
      last: answers.size === 1 ? threads[0].last : "",
    };
  }
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
  server.close();
}
