// Measures the workloads in the page: first that all peers agree, then one after the other in rounds, so that whatever
// else the machine does falls on all of them alike. Of every peer the shortest round counts.
import init, { Work, w3_question, w4_month } from "./program/workloads.js";
import * as exact from "./exact.mjs";
import * as plain from "./plain.mjs";
import { figures, read } from "./debts.mjs";

/** Rounds in which everybody runs once. */
const ROUNDS = 21;
/** A round of one peer repeats its work until it takes at least this. */
const ROUND_MS = 4;
/** Paths of W3 that the slow peers run; a path's time is what is compared. */
const PATHS_FEW = 20;
const PATHS_SOME = 500;

await init({ module_or_path: new URL("./program/workloads_bg.wasm", import.meta.url) });
const work = new Work();
const household = read(work.household());
const room = read(work.household_with_room());
const portfolio = read(work.portfolio());
const strategies = work.strategies();
const question = JSON.parse(w3_question(1));

const repeated = (run) => (times) => {
  for (let time = 0; time < times; time += 1) run();
};
const all = (peer) => strategies.map((strategy) => peer.simulate(portfolio.debts, strategy, portfolio.budget));
const whole = (peer) => peer.simulate(household.debts, "avalanche", household.budget, { schedule: true });
const paths = (peer, count) => peer.monte_carlo(question, room.debts, room.budget, 0, count);

/** Everybody who takes part: name, and what is run so many times. W3 is by path. */
const WORKLOADS = {
  w1: [
    ["engine", (times) => work.w1(times)],
    ["floats", (times) => work.w1_floats(times)],
    ["plain", repeated(() => whole(plain))],
    ["exact", repeated(() => whole(exact))],
  ],
  w2: [
    ["engine", (times) => work.w2(times)],
    ["floats", (times) => work.w2_floats(times)],
    ["plain", repeated(() => all(plain))],
    ["exact", repeated(() => all(exact))],
  ],
  w3: [
    ["engine", repeated(() => work.w3(PATHS_SOME)), PATHS_SOME],
    ["plain", repeated(() => paths(plain, PATHS_SOME)), PATHS_SOME],
    ["exact", repeated(() => paths(exact, PATHS_FEW)), PATHS_FEW],
  ],
  w4: [
    ["engine", (times) => work.w4(times)],
    ["plain", repeated(() => plain.payment(household.debts, w4_month()))],
    ["exact", repeated(() => exact.payment(household.debts, w4_month()))],
  ],
};

function same(what, ours, theirs) {
  const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
  if (left !== right) throw new Error(`${what}: ${left} is not ${right}`);
}

function near(what, exactly, float) {
  exactly.forEach((value, place) => {
    if (Math.abs(value - float[place]) > 0.001 * value + 1) throw new Error(`${what}: ${float} is not near ${exactly}`);
  });
}

/** Throws unless everybody has the same figures. */
export function agree() {
  const [w1, w2] = [[...work.w1_figures()], [...work.w2_figures()]];
  near("W1, floats", w1.slice(0, 3), work.w1_floats_figures());
  strategies.forEach((strategy, place) => {
    const floats = work.w2_floats_figures().slice(3 * place, 3 * place + 3);
    near(`W2, floats, ${strategy}`, w2.slice(4 * place, 4 * place + 3), floats);
  });
  const payment = work.w4(1);
  if (!work.w4_clears(payment) || work.w4_clears(payment - 1)) throw new Error(`W4: ${payment} is not the smallest`);
  for (const [name, peer] of [["plain", plain], ["exact", exact]]) {
    same(`W1, ${name}`, figures(whole(peer)), w1);
    same(`W2, ${name}`, all(peer).flatMap(figures), w2);
    same(`W4, ${name}`, peer.payment(household.debts, w4_month()), payment);
    same(`W3, ${name}`, paths(peer, PATHS_FEW), sorted(JSON.parse(work.w3(PATHS_FEW)).distribution));
  }
  same("W3, plain, many", paths(plain, PATHS_SOME), sorted(JSON.parse(work.w3(PATHS_SOME)).distribution));
  return { w1, w2, payment };
}

const sorted = ({ ended, never, with_shortfall }) => ({ ended, never, with_shortfall });

function timed(run, times) {
  const start = performance.now();
  run(times);
  return performance.now() - start;
}

/** How often a peer's work is done in a round; running it so finds its compiled form too. */
function repeats(run, wanted) {
  let times = 1;
  while (timed(run, times) < wanted && times < 1 << 20) times *= 2;
  return times;
}

/** Shortest time of each peer, in milliseconds for one unit of work. */
export async function measure(workload, only = undefined, roundMs = ROUND_MS) {
  const peers = WORKLOADS[workload].filter(([name]) => only === undefined || name === only);
  const rows = peers.map(([name, run, units = 1]) => ({ name, run, units, times: repeats(run, roundMs), best: Infinity }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const row of rows) row.best = Math.min(row.best, timed(row.run, row.times) / row.times / row.units);
    await new Promise((next) => setTimeout(next));
  }
  return Object.fromEntries(rows.map(({ name, best }) => [name, best]));
}

/** The product's own second thread, with its program, as the page has it before anybody can press the button. */
function ready(address) {
  const worker = new Worker(address, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message ?? "no thread"));
    worker.onmessage = ({ data }) => (data === "ready" ? resolve(worker) : reject(new Error("the thread failed")));
  });
}

/** W3 by the product's own second thread, begun before the question or together with it: when the first 1,000 paths are
 *  on the screen, when all, the longest time in which this page could not answer, and the last answer as it came. */
export async function thread(address, count, isReady) {
  const shown = document.getElementById("shown");
  const text = w3_question(count);
  const waiting = isReady ? await ready(address) : undefined;
  let gap = 0, before = performance.now();
  // A timer of 5 ms, and not one message after the other: that would take a whole processor from the thread.
  const pulse = setInterval(() => {
    const now = performance.now();
    gap = Math.max(gap, now - before);
    before = now;
  }, 5);
  const start = performance.now();
  const worker = waiting ?? new Worker(address, { type: "module" });
  let first, answers = 0;
  const last = await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message ?? "no thread"));
    worker.onmessage = ({ data }) => {
      if (data === "ready") return;
      if (data === "") return reject(new Error("the thread failed"));
      answers += 1;
      const { distribution, paths } = JSON.parse(data);
      const so_far = distribution.ended.reduce((sum, [, ended]) => sum + ended, distribution.never);
      shown.textContent = `${so_far} of ${paths}`;
      if (first === undefined && so_far >= 1_000) {
        requestAnimationFrame(() => setTimeout(() => (first ??= performance.now() - start)));
      }
      if (so_far >= paths) resolve(data);
    };
    worker.postMessage(text);
  });
  const whole = performance.now() - start;
  while (first === undefined) await new Promise((next) => setTimeout(next, 1));
  clearInterval(pulse);
  worker.terminate();
  return { first, whole, gap, answers, last };
}

/** Ends the thread after its first answer, and says how many came although it had been ended. */
export async function cancelled(address) {
  const worker = await ready(address);
  let after = 0;
  await new Promise((resolve) => {
    worker.onmessage = resolve;
    worker.postMessage(w3_question(10_000));
  });
  worker.onmessage = () => (after += 1);
  worker.terminate();
  await new Promise((next) => setTimeout(next, 300));
  return after;
}

globalThis.bench = { agree, measure, thread, cancelled };
