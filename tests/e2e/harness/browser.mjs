// The real browser, and everything that must not happen in it: errors on the console, violations of the content
// security policy, requests to anybody else.
import { chromium } from "playwright-core";
import { CHROMIUM } from "./place.mjs";
import { NOON } from "./dates.mjs";

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const LANGUAGES = { en: "en-US", es: "es-US" };
/** How long anything may take on a busy machine before a story gives up on it. */
export const PATIENCE_MS = 15_000;

export function launch() {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

function settings({ language = "en", width = 360, height = 800, dark = false, ...more }, url) {
  return {
    baseURL: url,
    locale: LANGUAGES[language],
    timezoneId: "UTC",
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    ...more,
  };
}

/** A browser window without a past. */
export async function freshContext(browser, server, wishes = {}) {
  const context = await browser.newContext(settings(wishes, server.url));
  return watched(context, server, wishes);
}

/** A browser window whose past lies in a folder, and which can be closed and opened again. */
export async function lastingContext(folder, server, wishes = {}) {
  const options = { executablePath: CHROMIUM, args: ARGUMENTS, ...settings(wishes, server.url) };
  return watched(await chromium.launchPersistentContext(folder, options), server, wishes);
}

async function watched(context, server, { frozen = true }) {
  context.setDefaultTimeout(PATIENCE_MS);
  const watch = new Watch(server.url);
  if (frozen) await context.clock.setFixedTime(NOON);
  await context.exposeBinding("reportViolation", (_, text) => watch.violations.push(text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.reportViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile ?? ""}`);
    });
  });
  context.on("request", (request) => watch.asked(request));
  context.on("page", (page) => watch.follow(page));
  context.pages().forEach((page) => watch.follow(page));
  return { context, watch };
}

/** What a browser window did that nobody should see. */
export class Watch {
  #url;
  #allowed = [];
  violations = [];
  errors = [];
  strangers = [];
  /** Every request, as `METHOD address` with its body and headers. */
  requests = [];

  constructor(url) {
    this.#url = url;
  }

  /** Errors that belong to the story: a network that is cut, an answer that is a refusal. */
  allow(...patterns) {
    this.#allowed.push(...patterns);
  }

  follow(page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(`${message.text()} (${message.location().url ?? ""})`);
    });
    page.on("pageerror", (error) => this.errors.push(String(error.stack ?? error)));
  }

  asked(request) {
    const url = request.url();
    this.requests.push({ method: request.method(), url, body: request.postData() ?? "", headers: request.headers() });
    if (!/^(data|blob):/.test(url) && new URL(url).origin !== this.#url) this.strangers.push(url);
  }

  /** Everything that was wrong, in words; empty if nothing was. */
  findings() {
    const all = [
      ...this.errors.map((text) => `error on the console: ${text}`),
      ...this.violations.map((text) => `against the content security policy: ${text}`),
      ...this.strangers.map((url) => `request to a stranger: ${url}`),
    ];
    return all.filter((finding) => !this.#allowed.some((pattern) => pattern.test(finding)));
  }
}
