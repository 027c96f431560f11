// Starts the page. It lives in a file of its own because the content security policy allows no script inside a page.
// What to start stands on the script element, filled in by the build: data-js, data-wasm, data-integrity, and
// data-worker where the page works offline.
const { js, wasm, integrity, worker } = document.querySelector("script[data-wasm]").dataset;

// Where most people come in, what the page needs beyond the program is asked for together with it. Whoever was here
// before has it kept for working offline.
const places = { "/i": "invitation", "/shared": "shared_plan", "/budget": "budget" };
const place = places[location.pathname];
if (place && !navigator.serviceWorker?.controller) {
  // The program asks again, and the browser answers from its cache. What fails now may succeed then.
  fetch(new URL(`${place}.bin`, new URL(wasm, location.origin))).catch(() => undefined);
}

try {
  // Asked for together: the module and the program do not wait for each other.
  const [page, program] = await Promise.all([import(js), fetch(wasm, { integrity })]);
  if (!program.ok) throw new Error(`${wasm}: ${program.status}`);
  // The first screen stays until the program has something to put in its place: it reads what is kept first.
  await page.default({ module_or_path: program });
  document.documentElement.dataset.started = "";
} catch (cause) {
  console.error(cause);
  document.getElementById("loading")?.remove();
  document.getElementById("not-started").hidden = false;
}

// After the page has started, so that keeping things for later never slows the first visit. A page that cannot keep
// things (private windows, old browsers) works all the same.
if (worker && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(worker).catch((cause) => console.warn("not available offline:", cause.message));
}
