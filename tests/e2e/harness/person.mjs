// Somebody at a browser: sees headings, sentences and controls by their roles and names, and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { appWords, deskWords } from "./words.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export class Person {
  #words;

  /** Whose catalogue the pages show. */
  country = "us";

  constructor(page, watch, server, { language = "en", atDesk = false }) {
    this.page = page;
    this.context = page.context();
    this.watch = watch;
    this.server = server;
    this.#words = atDesk ? deskWords : appWords;
    this.say = this.#words(language);
  }

  get main() {
    return this.page.getByRole("main");
  }

  /** Goes to an address of the portal, or to a whole link. */
  async opens(address) {
    await this.isKept();
    await this.page.goto(address);
    await this.hasStarted();
  }

  /** What was typed last is kept on the device, which takes less time than a person's hand does. */
  async isKept() {
    await this.page.locator("html:not([data-unsaved])").waitFor({ state: "attached" });
  }

  /** The program has put its own page in the place of the first screen. */
  async hasStarted() {
    await this.page.locator("[data-first-screen]").waitFor({ state: "detached" });
  }

  async leave() {
    await this.context.close();
  }

  /** The page with this heading is there. */
  async isAt(name) {
    await this.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  }

  heading(name) {
    return this.main.getByRole("heading", { name, exact: true });
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  link(name) {
    return this.page.getByRole("link", { name, exact: true });
  }

  /** A control by its label. */
  field(name) {
    return this.main.getByLabel(name, { exact: true });
  }

  /** A part of the page with a heading: the card of a creditor. */
  part(name) {
    return this.main.locator("section").filter({ has: this.page.getByRole("heading", { name, exact: true }) }).last();
  }

  async presses(name) {
    await this.button(name).click();
  }

  async follows(name) {
    await this.link(name).click();
  }

  async types(name, text) {
    await this.field(name).fill(text);
  }

  /** Opens something that unfolds. */
  async unfolds(name) {
    await this.main.locator("summary").filter({ hasText: name }).first().click();
  }

  /** A sentence is on the page, all of it or as a part of a longer one. */
  async reads(text, where = this.page) {
    await where.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** A sentence is not on the page. It is asked for after something else was seen, never as the first thing. */
  async readsNo(text, where = this.page) {
    assert.equal(await where.getByText(text).filter({ visible: true }).count(), 0, `${text} is on the page`);
  }

  /** What a control holds. */
  async holds(name, text) {
    assert.equal(await this.field(name).inputValue(), text);
  }

  /** A control is marked as wrong, and says why. */
  async isWrong(field, reason) {
    await field.and(this.page.locator("[aria-invalid=true]")).waitFor();
    assert.equal(await this.wrongWith(field), reason);
  }

  /** What is wrong with a control, as a screen reader says it; empty if nothing is. */
  async wrongWith(field) {
    return field.evaluate((element) => {
      if (element.getAttribute("aria-invalid") !== "true") return "";
      const ids = (element.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id.endsWith("-error"));
      return ids.map((id) => document.getElementById(id)?.textContent.trim() ?? "").join(" ");
    });
  }

  /** Changes to the other language by the button at the top. */
  async switchesTo(language) {
    const name = { en: "English", es: "Español" }[language];
    await this.presses(name);
    await this.page.locator(`html[lang=${language}]`).waitFor();
    this.say = this.#words(language);
  }

  /** No rule of axe is broken on this page as it stands; or none of these. */
  async axe(what, rules) {
    if (!await this.page.evaluate(() => "axe" in globalThis)) await this.page.evaluate(AXE);
    const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: RULES };
    const broken = await this.page.evaluate(async (runOnly) => {
      const run = async () => (await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] })).violations;
      let violations = await run();
      // What stands under a bar that stays in sight is scrolled out from under it, as people do, and looked at again.
      const hidden = violations.find(({ id, nodes }) => id === "target-size" && nodes.some(({ failureSummary }) => failureSummary.includes("obscured")));
      if (hidden) {
        document.querySelector(hidden.nodes[0].target[0])?.scrollIntoView({ block: "center", behavior: "instant" });
        violations = await run();
      }
      return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`) }));
    }, runOnly);
    const list = broken.map(({ id, help, nodes }) => `${id}: ${help}\n      ${nodes.slice(0, 4).join("\n      ").replaceAll("\n  ", " ")}`);
    assert.equal(list.length, 0, `${what} breaks rules of accessibility:\n    ${list.join("\n    ")}`);
  }

  /** On a phone no rule of axe is broken, in the dark none about colours; nothing sticks out there or on a desk. */
  async looksGood(what) {
    for (const [width, colorScheme, rules] of [[1280, "light", null], [360, "dark", ["color-contrast"]], [360, "light", undefined]]) {
      await this.page.setViewportSize({ width, height: 800 });
      await this.page.emulateMedia({ colorScheme });
      await this.fitsWindow(`${what}, ${width} px, ${colorScheme}`);
      if (rules !== null) await this.axe(`${what}, ${width} px, ${colorScheme}`, rules);
    }
  }

  /** Nothing sticks out at the side of the window. */
  async fitsWindow(what) {
    const out = await this.page.evaluate(() => {
      const root = document.scrollingElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5);
      return [`${root.scrollWidth} in ${root.clientWidth}`, ...wide.slice(-3).map((element) => element.outerHTML.slice(0, 120))];
    });
    assert.deepEqual(out, [], `${what} can be scrolled to the side`);
  }
}
