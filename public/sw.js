// Keeps the page for times without a network.
//
// The build writes three constants before this text: VERSION, a hash of everything kept; SHELL, the files the page
// needs to start; CONTENT, the lessons and country data it may ask for.
//
// What is never kept: /api, /desk, /gallery, and anything from elsewhere. An address's fragment, where secrets travel,
// never reaches a service worker's cache: requests are looked up by path alone.
const PAGE = "evenkeel-page-" + VERSION;
const WORDS = "evenkeel-content-" + VERSION;
const INDEX = "/";
// What stands at every other address of the page until the program has started.
const OTHER = "/page.html";

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

async function keepAll() {
  const page = await caches.open(PAGE);
  // "no-cache" asks the server whether a kept copy is still right: an index.html from before the update would name
  // files that are gone.
  await page.addAll([INDEX, OTHER, ...SHELL].map((address) => new Request(address, { cache: "no-cache" })));
  const words = await caches.open(WORDS);
  // A lesson that cannot be had now can be had later; it must not keep the page from working offline.
  await Promise.allSettled(CONTENT.map((address) => words.add(new Request(address, { cache: "no-cache" }))));
}

// No skipWaiting: an open page keeps the files it started with until it is closed, and the new version takes over whole.
self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("evenkeel-") && name !== PAGE && name !== WORDS);
  await Promise.all(others.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const path = address.pathname;
  if (["/api", "/desk", "/gallery"].some((part) => path === part || path.startsWith(part + "/"))) return;
  if (request.mode === "navigate") {
    event.respondWith(freshPage(request));
  } else if (SHELL.includes(path)) {
    event.respondWith(keptFirst(request, path));
  } else if (CONTENT.includes(path)) {
    const fresh = freshWords(request, path);
    event.waitUntil(fresh.catch(() => undefined));
    event.respondWith(keptWords(path, fresh));
  }
});

// Every address of the client's page is index.html; the program reads the address.
async function freshPage(request) {
  try {
    return await fetch(request);
  } catch (cause) {
    const name = new URL(request.url).pathname === INDEX ? INDEX : OTHER;
    const kept = await caches.match(name, { cacheName: PAGE });
    if (kept) return kept;
    throw cause;
  }
}

async function keptFirst(request, path) {
  return (await caches.match(path, { cacheName: PAGE })) ?? fetch(request);
}

async function keptWords(path, fresh) {
  return (await caches.match(path, { cacheName: WORDS })) ?? fresh;
}

async function freshWords(request, path) {
  const answer = await fetch(request);
  if (answer.ok) {
    const words = await caches.open(WORDS);
    await words.put(path, answer.clone());
  }
  return answer;
}
