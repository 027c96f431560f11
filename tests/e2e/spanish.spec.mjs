// The whole journey in Spanish, and no sentence of it in English.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./harness/place.mjs";
import { days, today } from "./harness/dates.mjs";
import { choosesAnswer, invites, opensCase, signsIn } from "./harness/desk_way.mjs";
import { stories } from "./harness/stories.mjs";
import { any, appWords, deskWords } from "./harness/words.mjs";
import {
  addsDebt, catalogue, fillBudget, hasArrangement, MODEST, offers, opensInvitation, reachesCheck, sends, triesOut,
} from "./harness/way.mjs";

const story = stories();

/** Every English sentence that has no twin in Spanish, as a pattern. Short ones may well be the same by chance. */
function englishSentences() {
  const sentences = (language) => [...appWords(language).all(), ...deskWords(language).all()].map(([, text]) => text);
  const spanish = new Set(sentences("es"));
  const labels = ({ lines, debt_kinds, groups, advice, genuine, frequencies }) => [
    ...lines.flatMap(({ label, hint }) => [label, hint]), ...debt_kinds.flatMap(({ label, hint }) => [label, hint]),
    ...groups.map(({ label }) => label), ...advice.flatMap(({ what, hours }) => [what, hours]),
    ...genuine.map(({ text }) => text), frequencies.explanation,
  ];
  labels(catalogue("es")).forEach((text) => spanish.add(text));
  const all = [...sentences("en"), ...labels(catalogue("en"))].filter(Boolean);
  const only = [...new Set(all)].filter((text) => !spanish.has(text) && text.replace(/\{\w+\}/g, "").trim().length > 3);
  const pattern = (text) => text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return only.map((text) => new RegExp(`^${pattern(text)}$`));
}

const ENGLISH = englishSentences();
const LESSONS = ["collector-letter", "interest-and-minimums", "budget-that-holds"];

/** Titles of documents elsewhere, which are cited in their own language. */
const CITED = LESSONS.flatMap((id) => {
  const { sources } = JSON.parse(readFileSync(join(DIST, "content", `lesson-${id}.es.json`), "utf8"));
  return sources.map(({ title }) => title);
});

/** Every line that is shown or read out is not English, and the page says which language it is in. */
async function isSpanish({ page }, what) {
  assert.equal(await page.locator("html").getAttribute("lang"), "es");
  const lines = await page.evaluate(() => {
    // What lies beside the page for times when it cannot start speaks both languages.
    document.querySelectorAll("#not-started, noscript").forEach((element) => element.remove());
    const named = [...document.querySelectorAll("[aria-label], [alt], [title], [placeholder]")].flatMap((element) =>
      ["aria-label", "alt", "title", "placeholder"].map((name) => element.getAttribute(name)));
    const blocks = [...document.querySelectorAll("body *:not([lang=en], [lang=en] *)")].filter((element) => !["SCRIPT", "STYLE"].includes(element.tagName));
    const texts = blocks.map((element) => element.textContent);
    return [document.title, ...named, ...texts].filter(Boolean).map((text) => text.replace(/\s+/g, " ").trim());
  });
  const own = lines.filter((line) => line.length < 500 && !CITED.some((title) => line.includes(title)));
  const left = [...new Set(own)].filter((line) => ENGLISH.some((pattern) => pattern.test(line)));
  assert.deepEqual(left, [], `${what} has English left`);
}

story("from the link to the arrangement in Spanish", async ({ desk, visitor }) => {
  assert.ok(ENGLISH.length > 400, "there is English to look for");
  const { link } = await desk.invite({ message: "" });
  const client = await visitor({ language: "es" });
  const { say } = client;
  await client.opens("/");
  await client.isAt(say("home.title"));
  await isSpanish(client, "/");
  await opensInvitation(client, link);
  await isSpanish(client, "/i");
  await client.follows(say("invitation.start"));
  await client.isAt(say("budget.title"));
  await fillBudget(client, MODEST);
  await isSpanish(client, "/budget");
  await client.presses(say("budget.view_full", { count: any }));
  await client.reads(say("budget.view_short"));
  await isSpanish(client, "/budget, all lines");
  await client.follows(say("statement.link"));
  await client.isAt(say("statement.title"));
  await isSpanish(client, "/statement");
  await client.follows(say("statement.back"));
  await client.isAt(say("budget.title"));
  await client.presses(say("budget.next"));
  await client.isAt(say("debts.title"));
  await addsDebt(client, { kind: "medical", name: "Clínica", balance: "450" });
  await client.presses(`${say("debts.dispute")} First Bank`);
  await isSpanish(client, "/debts");
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
  await isSpanish(client, "/plan");
  await client.follows(say("plan.add_what_if"));
  await client.isAt(say("what_if.title"));
  await triesOut(client, { loan: { ask_rate: "8", ask_fee: "50", ask_term: "12" }, settle_once: { ask_settle: "-1" } });
  await isSpanish(client, "/what-if");
  await client.follows(say("what_if.back"));
  await client.isAt(say("plan.title"));
  await client.follows(say("plan.next"));
  await client.isAt(say("offer.title"));
  await offers(client, "half");
  await isSpanish(client, "/offer");
  await client.follows(say("offer.next"));
  await client.isAt(say("check.title"));
  await isSpanish(client, "/check");
  await sends(client);
  await hasArrangement(client);
  await isSpanish(client, "/arrangement");
});

story("the other pages in Spanish", async ({ visitor }) => {
  const client = await visitor({ language: "es" });
  const { say } = client;
  for (const [address, title] of [
    ["/learn", say("learn.title")], ["/words", say("glossary.title")], ["/advice", say("advice.title")], ["/data", say("settings.title")],
    ["/rights", say("rights.title")], ["/shared", say("shared.refused_title")], ["/no/such/page", say("home.lost_title")], ["/i", say("invitation.missing_title")],
  ]) {
    await client.opens(address);
    await client.isAt(title);
    await client.page.getByText(say("shell.loading")).waitFor({ state: "hidden" });
    await isSpanish(client, address);
  }
  for (const lesson of LESSONS) {
    await client.opens(`/learn/${lesson}`);
    await client.main.getByRole("radio").first().waitFor();
    await isSpanish(client, `/learn/${lesson}`);
  }
});

story("every right in every place in Spanish", async ({ visitor }) => {
  const client = await visitor({ language: "es" });
  const { say, main } = client;
  await client.opens("/rights");
  for (const place of ["us", "eaw", "sct", "nir"]) {
    await main.getByLabel(say("rights.place"), { exact: true }).selectOption({ label: say(`rights.place_${place}`) });
    await main.getByRole("radio").first().waitFor();
    for (const event of await main.getByRole("radio").all()) {
      await event.check();
      for (const field of await main.getByRole("textbox").all()) {
        const [year, month, day] = today().split("-");
        const id = await field.getAttribute("id");
        await field.fill(id.endsWith("-year") ? year : id.endsWith("-month") ? month : id.endsWith("-day") ? day : "8");
      }
      await client.reads(say("rights.means"));
      await isSpanish(client, `/rights, ${place}, ${await event.getAttribute("value")}`);
    }
  }
});

story("the language is changed in the middle, and nothing typed is lost", async ({ visitor }) => {
  const client = await visitor();
  await client.opens("/budget");
  await fillBudget(client, { rent: ["1e3"] });
  await client.switchesTo("es");
  await client.isAt(client.say("budget.title"));
  await isSpanish(client, "/budget");
  await fillBudget(client, { wages: ["500", "two_weeks"] });
  await client.opens("/budget");
  await client.isAt(client.say("budget.title"));
  await client.switchesTo("en");
  await client.isAt(client.say("budget.title"));
  await client.holds("Rent", "1e3");
});

story("the desk in Spanish", async ({ desk, visitor }) => {
  await desk.invite({ label: "caso 9", message: "" });
  const counsellor = await visitor({ atDesk: true, language: "es" });
  const { say } = counsellor;
  await counsellor.opens("/desk");
  await counsellor.isAt(say("sign_in.title"));
  await isSpanish(counsellor, "sign in");
  await signsIn(counsellor);
  await counsellor.link("caso 9").waitFor();
  await isSpanish(counsellor, "the list");
  await invites(counsellor, {
    label: "caso 10", message: "Hola", debts: [{ creditor: "Second Bank", kind: "personal_loan", balance: "1,200" }],
    minimum: "25", months: "60", startDays: "31", atOnce: "nothing", expires: days(today(), 5),
  });
  await isSpanish(counsellor, "the link");
  const link = await counsellor.field(say("link.address")).inputValue();
  const client = await visitor({ language: "es" });
  await reachesCheck(client, link);
  await sends(client);
  await client.reads(client.say("arrangement.lead_sent", { organisation: "Harbour Advice" }));
  await isSpanish(client, "/arrangement, waiting for a person");
  await counsellor.presses(say("link.done"));
  await opensCase(counsellor, "caso 10");
  await choosesAnswer(counsellor, "counter", "Second Bank");
  await isSpanish(counsellor, "a case");
});
