// Starts the page. It lives in a file of its own because the content security policy allows no script inside a page.
// The document's links say what to start, and data-words on this script's element which languages there are. In a release
// the element has two more things: data-worker, where the page works offline, and data-cuts, which part of program and
// sentences the page at each address needs.

// Whoever left quickly finds an empty page at each of our addresses in this tab, until they ask for it again.
const LEFT = "evenkeel-left";
function hasLeft() {
  try {
    return sessionStorage.getItem(LEFT) !== null;
  } catch {
    // A browser that keeps nothing.
    return false;
  }
}
function showEmpty() {
  document.title = "";
  document.getElementById("app").replaceChildren();
  const closed = document.getElementById("closed");
  closed.hidden = false;
  closed.querySelector("button").addEventListener("click", () => {
    sessionStorage.removeItem(LEFT);
    location.reload();
  });
}
// A page that the browser kept as it was when somebody left it.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && hasLeft()) location.reload();
});
// Whoever works at the desk has nobody to hide from.
const isLeft = hasLeft() && !/^\/(desk|gallery)/.test(location.pathname);

const { href: js } = document.querySelector('link[rel="modulepreload"]');
const { href: wasm, integrity } = document.querySelector('link[rel="preload"][type="application/wasm"]');
const { words, worker, cuts } = document.querySelector('script[src*="boot"]').dataset;

// The sentences are those of the language chosen before, or of the first that the browser asks for and that exists.
const folders = new Map(new URLSearchParams(words));
const wanted = [chosen(), ...navigator.languages, ...folders.keys()].map((tag) => tag?.toLowerCase().split("-")[0]);
const language = wanted.find((tag) => folders.has(tag));

function chosen() {
  try {
    return localStorage.getItem("evenkeel-language");
  } catch {
    // A browser that keeps nothing.
    return null;
  }
}

// What the page needs beyond the program is asked for together with it: a part of the program, and the sentences in it.
// Whoever was here before has it kept for working offline.
const parts = new URLSearchParams(cuts);
function askEarly(path) {
  const part = parts.get(path) ?? parts.get(path.replace(/[^/]+$/, ":id"));
  if (!part || navigator.serviceWorker?.controller) return;
  // The program asks again, and the browser answers from its cache. What fails now may succeed then.
  for (const file of [new URL(`${part}.bin`, wasm), `${folders.get(language)}/${part}.txt`]) fetch(file).catch(() => undefined);
}
if (!isLeft) askEarly(location.pathname);

// Who taps a link of the first screen goes there, but not by loading all of this again.
function tap(event) {
  const link = event.target.closest?.("[data-first-screen] a[href]");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (event.defaultPrevented || !isPlain || link?.origin !== location.origin) return;
  event.preventDefault();
  // A secret in the address is read by the program: until then nothing may lead away from it.
  if (link.href === location.href || (location.hash && ["/i", "/shared"].includes(location.pathname))) return;
  history.pushState(null, "", link.href);
  askEarly(link.pathname);
  // The program may be about to draw the page of the address before.
  dispatchEvent(new PopStateEvent("popstate"));
}
addEventListener("click", tap);

const event = (target, ...names) =>
  new Promise((done) => names.forEach((name) => target.addEventListener(name, done, { once: true })));
const style = document.querySelector('link[rel="stylesheet"]');

// The sentences that every page needs, which the program takes from here; it refuses those of another version. English
// stands for a language that the server does not have.
async function sentences(language) {
  if (!language) return;
  const answer = await fetch(`${folders.get(language)}/shared.txt`);
  const [english] = folders.keys();
  if (answer.ok) globalThis.evenkeelWords = { language, sentences: await answer.text() };
  else if (language !== english) await sentences(english);
  else throw new Error(`${answer.url}: ${answer.status}`);
}

if (isLeft) {
  if (document.readyState === "loading") await event(document, "readystatechange");
  showEmpty();
} else try {
  // Asked for together: nothing waits for another but to be used.
  const [page, program] = await Promise.all([
    import(js),
    fetch(wasm, { integrity }),
    sentences(language),
    style.sheet ?? event(style, "load", "error"),
    document.readyState !== "loading" || event(document, "readystatechange"),
  ]);
  if (!program.ok) throw new Error(`${wasm}: ${program.status}`);
  // The first screen stays until the program has something to put in its place: it reads what is kept first.
  await page.default({ module_or_path: program });
  document.documentElement.dataset.started = "";
} catch (cause) {
  console.error(cause);
  removeEventListener("click", tap);
  document.getElementById("loading")?.remove();
  document.getElementById("not-started").hidden = false;
}

// After the page has started, so that keeping things for later never slows the first visit. A page that cannot keep
// things (private windows, old browsers) works all the same.
if (worker && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(worker).catch((cause) => console.warn("not available offline:", cause.message));
}
