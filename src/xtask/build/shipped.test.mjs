// The JavaScript that is sent beside the programs, as it lies in the built pages: EVENKEEL_DIST.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";

const dist = process.env.EVENKEEL_DIST;
const named = (pattern) => readdirSync(join(dist, "assets")).find((name) => pattern.test(name));
const [program, start] = [/^app\./, /^start\./].map((pattern) => join(dist, "assets", named(pattern)));
const packs = readdirSync(program).filter((name) => name.endsWith(".bin"));
const cuts = packs.map((name) => name.replace(".bin", "")).filter((name) => name !== "every");
const head = (name) => {
  const bytes = readFileSync(join(program, `${name}.bin`));
  return JSON.parse(bytes.subarray(4, 4 + bytes.readUInt32LE()));
};

const { instantiate } = WebAssembly;
let copies = 0;
/** The loader beside a main part that only counts: what it starts, what it fetches, and what it calls back. */
async function loader({ kept, offline } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "loader-"));
  cpSync(join(program, "link.js"), join(folder, "link.js"));
  const seen = { started: [], fetched: [], called: [], offline };
  globalThis[`seen${++copies}`] = seen;
  const table = `{ get: (at) => (data, success) => globalThis.seen${copies}.called.push([at, data, success]) }`;
  writeFileSync(join(folder, "app.js"), `export const initSync = () => ({ __indirect_function_table: ${table} });`);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  globalThis.caches = { match: async () => (kept ? new Response(readFileSync(join(program, "every.bin"))) : undefined) };
  globalThis.fetch = async (address) => {
    const name = new URL(address).pathname.split("/").pop();
    seen.fetched.push(name);
    return seen.offline ? new Response("", { status: 503 }) : new Response(readFileSync(join(program, name)));
  };
  WebAssembly.instantiate = async (bytes, imports) => {
    // Node itself starts programs, too.
    if (!imports?.__wasm_split) return instantiate(bytes, imports);
    assert.ok(WebAssembly.validate(bytes) && imports.__wasm_split.__indirect_function_table);
    seen.started.push(bytes.length);
  };
  const link = await import(pathToFileURL(join(folder, "link.js")));
  return { seen, load: (cut) => link[`__wasm_split_load_${cut}`](7, 8) };
}

test("a cut starts all of its modules once and says so", async () => {
  for (const cut of cuts) {
    const { seen, load } = await loader();
    await Promise.all([load(cut), load(cut)]);
    assert.deepEqual(seen.fetched, [`${cut}.bin`]);
    assert.equal(seen.started.length, head(cut).cuts[cut].length);
    assert.deepEqual(seen.called, [[7, 8, true], [7, 8, true]]);
  }
});

test("what two cuts share is started once, and with everything kept nothing is fetched", async () => {
  const { seen, load } = await loader({ kept: true });
  for (const cut of cuts) await load(cut);
  assert.deepEqual(seen.fetched, []);
  assert.equal(seen.started.length, head("every").modules.length);
});

test("what cannot be had is said, and may be had later", async (context) => {
  context.mock.method(console, "error", () => undefined);
  const { seen, load } = await loader({ offline: true });
  await load(cuts[0]);
  assert.deepEqual(seen.called, [[7, 8, false]]);
  seen.offline = false;
  await load(cuts[0]);
  assert.deepEqual(seen.called[1], [7, 8, true]);
});

/** boot.js in a page at this path; answers what it asked for, in turn, and a way to tap. */
function boot(path, { controller, data = {}, chosen = null, languages = [], missing } = {}) {
  const origin = "https://evenkeel.test";
  const seen = { fetched: [], pushed: [], told: [], taps: undefined, global: undefined };
  const location = { origin, pathname: path, href: origin + path };
  const element = { href: `${origin}/assets/app.1/app_bg.wasm`, integrity: "sha384-x", sheet: {}, dataset: data };
  const source = readFileSync(join(start, "boot.js"), "utf8").replace(/\bimport\(/g, "imported(");
  seen.global = {
    URL, URLSearchParams, PopStateEvent: Event, console,
    imported: async () => ({ default: () => new Promise(() => undefined) }),
    document: { querySelector: () => element, readyState: "complete" },
    navigator: { serviceWorker: { controller }, languages },
    localStorage: { getItem: () => chosen },
    location,
    history: { pushState: (_state, _title, href) => (seen.pushed.push(href), (location.href = href)) },
    fetch: async (address) => {
      const { pathname } = new URL(address, origin);
      seen.fetched.push(pathname);
      return { ok: missing === undefined || !pathname.startsWith(missing), text: async () => pathname };
    },
    addEventListener: (name, listener) => name === "click" && (seen.taps = listener),
    removeEventListener: () => undefined,
    dispatchEvent: (event) => seen.told.push(event.type),
  };
  const done = runInNewContext(`(async () => {${source}\n})()`, seen.global);
  const tap = (href, more = {}) => {
    let isPrevented = false;
    const link = new URL(href, origin);
    const target = { closest: () => ({ href: link.href, origin: link.origin, pathname: link.pathname }) };
    seen.taps({ button: 0, target, preventDefault: () => (isPrevented = true), ...more });
    return isPrevented;
  };
  return { seen, tap, done };
}

const data = () => {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const [cuts, words] = ["cuts", "words"].map((name) => new RegExp(`data-${name}="([^"]*)"`).exec(html)[1]);
  return { cuts, words };
};
const folders = () => new URLSearchParams(data().words);
const first = () => ["/assets/app.1/app_bg.wasm", `${folders().get("en")}/shared.txt`];

test("the part of a page and its sentences are asked for before its program, wherever one comes in", () => {
  for (const [path, cut] of new URLSearchParams(data().cuts)) {
    assert.ok(cuts.includes(cut), cut);
    const { seen } = boot(path.replace(":id", "interest"), { data: data() });
    const sentences = `${folders().get("en")}/${cut}.txt`;
    assert.ok(readFileSync(join(dist, sentences), "utf8").split("\n")[0].endsWith(` ${cut}`));
    assert.deepEqual(seen.fetched, [`/assets/app.1/${cut}.bin`, sentences, ...first()]);
  }
  assert.deepEqual(boot("/", { data: data() }).seen.fetched, first());
  assert.deepEqual(boot("/budget", { data: data(), controller: {} }).seen.fetched, first(), "kept already");
  assert.equal(boot("/budget").seen.fetched.length, 1, "not cut");
});

test("the sentences are in the language chosen, else in the first asked for that exists", () => {
  const cases = [["en", ["es"], "en"], [null, ["fr", "es-MX", "en"], "es"], ["xx", ["fr"], "en"], [null, [], "en"]];
  for (const [chosen, languages, language] of cases) {
    const { seen } = boot("/plan", { data: data(), chosen, languages });
    assert.deepEqual([seen.fetched[1], seen.fetched[3]], ["plan", "shared"].map((part) => `${folders().get(language)}/${part}.txt`));
  }
});

test("English stands for a language that the server does not have", async () => {
  const { seen, done } = boot("/", { data: data(), chosen: "es", missing: folders().get("es") });
  await Promise.race([done, new Promise((next) => setTimeout(next))]);
  assert.deepEqual(seen.fetched.slice(1), ["es", "en"].map((language) => `${folders().get(language)}/shared.txt`));
  assert.equal(seen.global.evenkeelWords.language, "en");
});

test("tapping before the start changes the address once and starts nothing anew", () => {
  const { seen, tap } = boot("/", { data: data() });
  for (let times = 0; times < 5; times += 1) assert.ok(tap("/budget"));
  assert.deepEqual(seen.pushed, ["https://evenkeel.test/budget"]);
  assert.deepEqual(seen.told, ["popstate"]);
  assert.equal(seen.fetched.filter((path) => path.endsWith("/budget.bin")).length, 1);
  assert.equal(tap("https://www.weather.gov/"), false);
  assert.equal(tap("/", { ctrlKey: true }), false);
});

/** The service worker with these answers of the network. */
function worker(network) {
  const stores = new Map();
  const open = async (name) => {
    if (!stores.has(name)) stores.set(name, new Map());
    const store = stores.get(name);
    const put = async (key, answer) => void store.set(key.url ?? key, answer);
    const add = async (request) => put(request, await fetch(request));
    return { put, add, addAll: (all) => Promise.all(all.map(add)) };
  };
  const fetch = async (request) => {
    const answer = network(request.url ?? request);
    if (!answer) throw new TypeError("no network");
    return answer;
  };
  const caches = {
    open,
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    match: async (path, { cacheName }) => stores.get(cacheName)?.get(path),
  };
  const listeners = {};
  const self = {
    location: { origin: "https://evenkeel.test" },
    clients: { claim: async () => undefined },
    addEventListener: (name, listener) => (listeners[name] = listener),
  };
  class Request {
    constructor(url) {
      this.url = url;
    }
  }
  const lists = runInNewContext(`${readFileSync(join(dist, "sw.js"), "utf8")};({ VERSION, SHELL, CONTENT })`, {
    self, caches, fetch, URL, Request, Promise,
  });
  const send = async (name, more = {}) => {
    let answer;
    const waits = [];
    listeners[name]({ ...more, waitUntil: (work) => waits.push(work), respondWith: (work) => (answer = work) });
    await Promise.all(waits);
    return answer;
  };
  const ask = (path, mode = "no-cors") =>
    send("fetch", { request: { method: "GET", url: `https://evenkeel.test${path}`, mode } });
  return { lists, send, ask, stores };
}

const answer = (text) => ({ ok: true, text, clone: () => answer(text) });

test("the service worker keeps what the page needs, and what it lists exists", async () => {
  let network = answer;
  const { lists, send, ask, stores } = worker((url) => network(url));
  for (const address of [...lists.SHELL, ...lists.CONTENT]) readFileSync(join(dist, address));
  stores.set("evenkeel-page-before", new Map());
  await send("install");
  await send("activate");
  assert.deepEqual([...stores.keys()], [`evenkeel-page-${lists.VERSION}`, `evenkeel-content-${lists.VERSION}`]);
  network = () => undefined;
  for (const address of [...lists.SHELL, ...lists.CONTENT.slice(0, 1)]) {
    assert.equal((await ask(address)).text, address);
  }
  assert.equal((await ask("/", "navigate")).text, "/");
  // Nothing of the home page is there to be tapped at another address.
  assert.equal((await ask("/budget", "navigate")).text, "/page.html");
  for (const path of ["/api/v1/cases", "/desk", "/desk/cases/1", "/gallery", "/elsewhere.js"]) {
    assert.equal(await ask(path, path.startsWith("/desk") ? "navigate" : "no-cors"), undefined, path);
  }
});
