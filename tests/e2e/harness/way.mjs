// The client's way, page by page, in the words of the language the person reads.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./place.mjs";
import { any } from "./words.mjs";

const catalogues = new Map();

/** The country's own names of budget lines and kinds of debt. */
export function catalogue(language, country = "us") {
  const name = `country-${country}.${language}.json`;
  if (!catalogues.has(name)) catalogues.set(name, JSON.parse(readFileSync(join(DIST, "content", name), "utf8")));
  return catalogues.get(name);
}

const line = (person, id) => catalogue(person.say.language, person.country).lines.find((known) => known.id === id).label;

/** The amount of a budget line. */
export const budgetField = (person, id) => person.field(line(person, id));

/** Fills lines of the budget: `{ wages: ["1,000", "month"], rent: ["700"] }`. */
export async function fillBudget(person, lines) {
  for (const [id, [amount, every]] of Object.entries(lines)) {
    await budgetField(person, id).fill(amount);
    if (every) {
      const list = person.main.getByLabel(`${person.say("budget.how_often")}: ${line(person, id)}`, { exact: true });
      await list.selectOption({ label: person.say(`budget.every_${every}`) });
    }
  }
}

/** 1,000.00 comes in each month, 759.99 goes out: 240.01 is left over, and half of it is 120.00. */
export const MODEST = { wages: ["1,000", "month"], rent: ["600", "month"], food: ["36.92", "week"] };

/** From any page to the budget and through it. */
export async function makesBudget(person, lines = MODEST) {
  await person.isAt(person.say("budget.title"));
  await fillBudget(person, lines);
  await person.presses(person.say("budget.next"));
  await person.isAt(person.say("debts.title"));
}

/** Somebody on the plan page: 1,000 at 24 %, at least 25 a month; half of what is left over is 120. */
export async function hasPlan(visitor, wishes = {}) {
  const client = await visitor(wishes);
  const { say } = client;
  await client.opens("/budget");
  await makesBudget(client);
  await addsDebt(client, { kind: "credit_card", name: "Riverside Card", balance: "1,000", rate: "24", minimum: "25" });
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
  return client;
}

/** Adds a debt of one's own: `{ kind: "medical", name: "Clinic", balance: "450" }`. */
export async function addsDebt(person, { kind = "credit_card", name, balance, rate, minimum }) {
  const { say } = person;
  await person.presses(say("debts.add"));
  const kinds = catalogue(say.language).debt_kinds;
  const last = (label) => person.main.getByLabel(label, { exact: true }).last();
  await last(say("debts.kind")).selectOption({ label: kinds.find((known) => known.id === kind).label });
  if (name) await last(say("debts.name")).fill(name);
  await last(say("debts.balance")).fill(balance);
  if (rate) await last(say("debts.rate")).fill(rate);
  if (minimum) await last(say("debts.minimum")).fill(minimum);
}

/** Opens the link of an invitation and begins with the budget. */
export async function opensInvitation(person, link, organisation = "Harbour Advice") {
  await person.opens(link);
  await person.isAt(person.say("invitation.title_from", { organisation }));
}

/** From the link to the offer page. */
export async function reachesOffer(person, link, lines = MODEST) {
  const { say } = person;
  await opensInvitation(person, link);
  await person.follows(say("invitation.start"));
  await makesBudget(person, lines);
  await person.presses(say("debts.next"));
  await person.isAt(say("plan.title"));
  await person.follows(say("plan.next"));
  await person.isAt(say("offer.title"));
}

/** The name of a card begins with its title; figures follow. */
export const startsWith = (title) => new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);

/** Chooses how much to offer: `quarter`, `third`, `half`, or an amount of one's own. */
export async function offers(person, choice) {
  const { say } = person;
  const card = ["quarter", "third", "half"].includes(choice) ? choice : "custom";
  await person.main.getByRole("radio", { name: startsWith(say(`offer.${card}`)) }).check();
  if (card === "custom") await person.types(say("offer.custom_label"), choice);
}

/** From the link to the page that checks the offer. */
export async function reachesCheck(person, link, choice = "half", lines = MODEST) {
  const { say } = person;
  await reachesOffer(person, link, lines);
  await offers(person, choice);
  await person.follows(say("offer.next"));
  await person.isAt(say("check.title"));
}

/** Reads the offer over and sends it. */
export async function sends(person) {
  await person.presses(person.say("check.send"));
}

/** The offer was accepted and is an arrangement now, every receipt with a signature that is right. */
export async function hasArrangement(person, creditors = ["First Bank", "Corner Store"], organisation = "Harbour Advice") {
  const { say } = person;
  await person.isAt(say("arrangement.title"));
  for (const creditor of creditors) {
    await person.reads(say("arrangement.signature_right"), person.part(creditor));
  }
  await person.reads(creditors.length === 1
    ? say("arrangement.lead_agreed_one", { organisation, each: any, first: any, last: any })
    : say("arrangement.lead_agreed_more", { count: creditors.length, organisation }));
}

/** The schedule of a creditor, row by row, as people read it. */
export async function schedule(person, creditor) {
  const showAll = person.part(creditor).getByRole("button", { name: person.say("arrangement.show_all"), exact: true });
  if (await showAll.count() > 0) await showAll.click();
  const table = person.part(creditor).getByRole("table", { name: person.say("arrangement.dates"), exact: true });
  const rows = await table.getByRole("row").all();
  const read = [];
  for (const row of rows.slice(1, -1)) {
    const cells = await row.locator("th, td").allInnerTexts();
    read.push(cells.map((text) => text.trim()));
  }
  return read;
}

/** Tries things out: `{ loan: { ask_rate: "8", ask_term: "12" } }`. What is typed last is left. */
export async function triesOut(person, whatIfs) {
  const { say } = person;
  for (const [kind, fields] of Object.entries(whatIfs)) {
    await person.field(say("what_if.kind")).selectOption({ label: say(`what_if.${kind}`) });
    await person.presses(say("what_if.add"));
    const name = say("what_if.head", { what: say(`what_if.${kind}`) });
    await person.heading(name).and(person.page.locator(":focus")).waitFor();
    for (const [field, text] of Object.entries(fields)) {
      const control = person.part(name).getByLabel(say(`what_if.${field}`), { exact: true });
      await control.fill(text);
      await control.blur();
    }
  }
}

/** Everything is kept, and from here on there is neither a network nor a server. */
export async function losesNetwork(person, server) {
  person.watch.allow(/net::ERR_/, /Failed to fetch/);
  await person.opens("/");
  // Ready means installed, and installed means that everything is kept.
  await person.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await person.context.setOffline(true);
  await server.stop();
}
