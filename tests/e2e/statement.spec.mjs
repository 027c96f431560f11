// The whole budget: two forms without loss, published figures that ask and never block, who shares it, and the
// statement with net worth, credit history and the days on which money moves.
import assert from "node:assert/strict";
import { stories } from "./harness/stories.mjs";
import { keeps } from "./harness/vault.mjs";
import { addsDebt, catalogue, fillBudget } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();

const group = (person, id, country = "us") =>
  catalogue(person.say.language, country).groups.find((known) => known.id === id).label;

/** 1,863.33 comes in; rent 600 and food 996.67 go out. */
const HUNGRY = { wages: ["860", "two_weeks"], rent: ["600", "month"], food: ["230", "week"] };

/** A fold with this name, and what is in it. */
const fold = (person, name) => person.main.locator("details").filter({ has: person.page.locator("summary", { hasText: name }) }).first();

/** The rows of a table as people read them, its heads left out. */
async function rows(person, name) {
  const table = person.main.getByRole("table", { name, exact: true });
  await table.waitFor();
  const read = [];
  for (const row of (await table.getByRole("row").all()).slice(1)) {
    const cells = await row.getByRole("cell").or(row.getByRole("rowheader")).allInnerTexts();
    read.push(cells.map((text) => text.trim()));
  }
  return read;
}

/** Name and value of each line of a summary in a part of the page. */
async function summary(part) {
  const names = await part.getByRole("term").allInnerTexts();
  const values = await part.getByRole("definition").allInnerTexts();
  return names.map((name, at) => [name, values[at]]);
}

/** Waits until what was typed is kept, and opens the page anew. */
async function comesBack(person, fields) {
  await keeps(person.page, fields);
  await person.page.reload();
  await person.hasStarted();
}

story("statement: two forms of one budget", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  await fillBudget(client, { wages: ["1,000", "month"], rent: ["600", "month"] });
  await client.reads(say("budget.view_is_short"));

  // The full form holds the same amounts, in groups with a sum, and takes more lines and own ones.
  await client.presses(say("budget.view_full", { count: catalogue("en").lines.length }));
  await client.reads(say("budget.view_is_full"));
  await client.holds(catalogue("en").lines.find((line) => line.id === "rent").label, "600");
  await fillBudget(client, { hoa: ["120", "year"] });
  const housing = fold(client, group(client, "housing"));
  await housing.getByRole("button", { name: say("budget.add_to", { group: group(client, "housing") }), exact: true }).click();
  await client.page.keyboard.type("Storage room");
  await housing.getByLabel(say("budget.own_amount"), { exact: true }).fill("40");
  await client.reads(say("budget.a_month", { amount: "$650.00" }), housing);
  await client.reads("$350.00", client.main);

  // The short form tells them in one figure, and the way back to them.
  await keeps(client.page, { amount: "40" });
  await client.presses(say("budget.view_short"));
  const rest = say("budget.rest", { count: 2, figure: "$50.00", group: group(client, "housing") });
  await client.reads(rest);
  await client.reads("$350.00", client.main);
  await comesBack(client, { is_full: false });
  await client.reads(rest);
  await client.main.getByRole("button", { name: `${say("budget.rest_show")} ${group(client, "housing")}`, exact: true }).click();
  await client.reads(say("budget.view_is_full"));
  await fold(client, group(client, "housing")).locator(":focus").waitFor();
  await client.holds(catalogue("en").lines.find((line) => line.id === "hoa").label, "120");
  await client.holds(say("budget.own_outgoing"), "Storage room");

  // The form that was chosen is there the next time.
  await comesBack(client, { is_full: true });
  await client.reads(say("budget.view_is_full"));
});

story("statement: pay that varies, and bills that come some times a year", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  await fillBudget(client, { wages: ["300", "varies"], rent: ["100", "times_10"] });
  const wages = catalogue("en").lines.find((line) => line.id === "wages").label;
  const pays = client.main.getByRole("group", { name: say("budget.pays", { name: wages }), exact: true });
  const before = (count) => pays.getByLabel(say("budget.pays_before", { count }), { exact: true });
  for (const [at, pay] of ["180", "240", "O"].entries()) await before(at + 1).fill(pay);
  await client.presses(say("budget.next"));
  await client.reads(say("shell.problem"));
  await client.isWrong(before(3), say("budget.wrong_letters", { example: "$1,200.50" }));
  await before(3).fill("0");
  // 720 in four weeks are 180 a week.
  await client.reads(say("budget.echo", { amount: "$780.00" }));
  await client.reads(say("budget.echo", { amount: "$83.33" }));
  await client.axe("/budget, pay that varies");
  await client.fitsWindow("/budget, pay that varies");
  await pays.getByLabel(say("budget.pays_rule"), { exact: true }).selectOption({ label: say("budget.pays_lowest") });
  await client.reads(say("budget.echo", { amount: "$0.00" }));
  await before(3).fill("120");
  await client.reads(say("budget.echo", { amount: "$520.00" }));
  await comesBack(client, { pays: ["180", "240", "120"] });
  assert.equal(await before(3).inputValue(), "120");
  await client.follows(say("statement.link"));
  const [[, , how, monthly]] = await rows(client, say("statement.income"));
  assert.deepEqual([how, monthly], ["$120.00, the lowest of 4 pays, a week × 52 ÷ 12", "$520.00"]);
});

story("statement: weeks counted as an office counts them", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  await fillBudget(client, { wages: ["600", "week"], rent: ["120", "times_6"] });
  await client.reads(say("budget.echo", { amount: "$2,600.00" }));
  await fold(client, say("budget.how")).locator("summary").first().click();
  const rule = client.main.getByLabel(say("budget.rule"), { exact: true });
  await rule.selectOption("us-snap");
  // 600 times 4.3, wherever the month is told.
  await client.reads(say("budget.echo", { amount: "$2,580.00" }));
  await client.axe("/budget, weeks counted by a rule");
  await client.fitsWindow("/budget, weeks counted by a rule");
  await comesBack(client, { convention: "us-snap 365/12 43/10 215/100 13/12" });
  await client.reads(say("budget.echo", { amount: "$2,580.00" }));
  await client.follows(say("statement.link"));
  const [[, , how, monthly]] = await rows(client, say("statement.income"));
  assert.deepEqual([how, monthly], ["$600.00 a week × 43 ÷ 10", "$2,580.00"]);
  // A bill every two months has days of its own, so a whole date is asked for.
  const rent = catalogue("en").lines.find((line) => line.id === "rent").label;
  await fold(client, say("statement.days")).getByRole("group", { name: say("statement.day_next", { name: rent }) }).waitFor();
});

story("statement: a published figure asks for a reason and blocks nothing", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  await fillBudget(client, HUNGRY);
  await client.reads(say("budget.guideline_above", { count: 1, above: "$129.67", allowed: "$867.00", spent: "$996.67" }));
  await client.reads("June 29, 2026");
  await client.main.getByRole("link", { name: /National Standards/ }).waitFor();
  await client.types(say("budget.guideline_reason"), "A special diet.");
  await client.axe("/budget, above a published figure");
  await client.fitsWindow("/budget, above a published figure");

  // For a larger home the figure is another one; what was typed stays.
  await client.types(say("budget.guideline_adults"), "two");
  await client.field(say("budget.guideline_children")).focus();
  await client.isWrong(client.field(say("budget.guideline_adults")), say("budget.guideline_count_wrong"));
  await client.types(say("budget.guideline_adults"), "2");
  await client.reads(say("budget.guideline_within", { count: 2, allowed: "$1,558.00", spent: "$996.67" }));
  await client.types(say("budget.guideline_adults"), "1");
  await client.holds(say("budget.guideline_reason"), "A special diet.");
  await client.presses(say("budget.next"));
  await client.isAt(say("debts.title"));
  await client.opens("/statement");
  await client.reads(say("statement.reason", { reason: "A special diet." }));

  // In a country without a published figure nothing is said.
  await client.opens("/budget");
  await client.unfolds(say("budget.country_now", { place: say("budget.country_us"), sign: "$" }));
  await client.presses(say("budget.country_change", { place: say("budget.country_gb") }));
  await client.reads(catalogue("en", "gb").lines.find((line) => line.id === "council_tax").label);
  await client.readsNo(say("budget.guideline_reason"));
});

story("statement: a budget that is shared, and a business beside it", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  await fillBudget(client, { wages: ["1,000", "month"], rent: ["600", "month"], self_employed: ["500", "month"] });
  await client.unfolds(say("budget.home"));
  await client.presses(say("budget.home_share"));
  await client.types(say("budget.home_name_you"), "Ana");
  await client.types(say("budget.home_name", { number: 2 }), "Ben");
  await client.field(say("budget.home_rule")).selectOption({ label: say("budget.home_agreed") });
  await client.types(say("budget.home_part", { number: 1 }), "3");
  await client.types(say("budget.home_part", { number: 2 }), "1");
  await client.field(say("budget.home_business")).check();
  const home = fold(client, say("budget.home"));
  const whose = (id) => say("budget.home_whose_is", { name: catalogue("en").lines.find((line) => line.id === id).label });
  await home.getByLabel(whose("wages"), { exact: true }).selectOption({ label: "Ana" });
  await home.getByLabel(whose("self_employed"), { exact: true }).selectOption({ label: say("budget.home_business_own") });
  const told = (income, outgoings, left) => say("budget.home_member", { income, outgoings, left });
  await client.reads(told("$1,000.00", "$450.00", "$550.00"));
  await client.reads(told("$0.00", "$150.00", "-$150.00"));
  await client.reads(say("budget.home_business_left", { left: "$500.00" }));
  // What the business earns is not left over in the home.
  await client.reads("$400.00", client.main);
  await client.axe("/budget, shared");
  await client.fitsWindow("/budget, shared");
  await comesBack(client, { owner: "business" });
  await client.holds(say("budget.home_part", { number: 1 }), "3");
  await client.reads(told("$1,000.00", "$450.00", "$550.00"));

  await client.opens("/statement");
  assert.deepEqual(await summary(client.part(say("statement.members"))), [
    ["Ana", told("$1,000.00", "$450.00", "$550.00")],
    ["Ben", told("$0.00", "$150.00", "-$150.00")],
    [say("budget.home_business_own"), say("budget.home_business_left", { left: "$500.00" })],
  ]);

  // Who bears what of the debts: the loan three parts to one, the card Ben's alone.
  await client.opens("/debts");
  await addsDebt(client, { name: "Loan", balance: "1,000" });
  await addsDebt(client, { name: "Card", balance: "300" });
  await keeps(client.page, { balance: "300" });
  await client.opens("/statement");
  await client.field(say("budget.home_whose_is", { name: "Card" })).selectOption({ label: "Ben" });
  const bears = async () => (await summary(client.part(say("statement.members")))).slice(3);
  await client.reads("$550.00", client.part(say("statement.borne")));
  assert.deepEqual(await bears(), [["Ana", "$750.00"], ["Ben", "$550.00"]]);
  await client.axe("/statement, shared");
  await client.fitsWindow("/statement, shared");
});

story("statement: all of it on one page", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  // Without a budget there is nothing to state.
  await client.opens("/statement");
  await client.isAt(say("budget.title"));
  await fillBudget(client, HUNGRY);
  await keeps(client.page, { amount: "230" });
  await client.opens("/debts");
  await addsDebt(client, { name: "City council", balance: "1,200", minimum: "50" });
  await client.field(say("debts.priority")).check();
  await keeps(client.page, { is_priority: true });
  await client.opens("/budget");
  // What is published comes late and moves what stands below it.
  await client.reads(say("budget.guideline_above", { above: any, allowed: any, count: any, spent: any }));
  await client.follows(say("statement.link"));
  await client.isAt(say("statement.title"));
  await client.reads("$216.66", client.main.locator("header"));

  // Every figure is worked out.
  const together = (sum) => [say("statement.together"), sum];
  assert.deepEqual(await rows(client, say("statement.income")), [
    ["Your take-home pay", group(client, "earnings"), "$860.00 every 2 weeks × 26 ÷ 12", "$1,863.33"],
    together("$1,863.33"),
  ]);
  assert.deepEqual(await rows(client, say("statement.flexible")), [
    ["Groceries", group(client, "food_clothing_other"), "$230.00 a week × 52 ÷ 12", "$996.67"],
    together("$996.67"),
  ]);
  assert.deepEqual((await rows(client, say("statement.priority"))).at(0)?.at(0), "City council");
  assert.deepEqual(await summary(client.part(say("statement.month"))), [
    [say("statement.income"), "$1,863.33"], [say("statement.fixed"), "$600.00"], [say("statement.flexible"), "$996.67"],
    [say("statement.saving"), "$0.00"], [say("statement.for_priority"), "$266.66"], [say("statement.priority"), "$50.00"],
  ]);

  // What is owned and owed.
  await client.presses(say("statement.owned_add"));
  await client.field(say("statement.kind")).selectOption({ label: say("statement.asset_vehicle") });
  await client.types(say("statement.value_today"), "2,000");
  await client.types(say("statement.secured_on"), "-500");
  await client.field(say("statement.share_yours")).focus();
  await client.isWrong(client.field(say("statement.secured_on")), say("budget.wrong_negative"));
  await client.types(say("statement.secured_on"), "500");
  await client.types(say("statement.share_yours"), "50");
  await client.types("City council", "120");
  const worth = client.part(say("statement.worth"));
  await client.reads("-$450.00", worth);
  assert.deepEqual((await summary(worth)).slice(0, 3).map(([, value]) => value), ["$750.00", "$1,200.00", "-$450.00"]);
  assert.deepEqual(await rows(client, say("statement.owned")), [
    [say("statement.asset_vehicle"), "$2,000.00", "$500.00", "50%", "$750.00"],
  ]);

  // What is known of the credit history.
  await client.unfolds(say("statement.credit_write"));
  await client.types(say("statement.score"), "640");
  await client.types(say("statement.score_max"), "850");
  await client.types(say("statement.limits"), "4,000");
  await client.types(say("statement.limits_used"), "3,200");
  await client.reads(say("statement.score_out", { score: "640", max: "850" }));
  await client.reads("80%", client.part(say("statement.credit")));

  // The days: pay in a week, rent on the first, food tomorrow, the council on the twelfth.
  await client.reads(say("statement.cash_none"));
  await client.field(say("statement.day_next", { name: "Your take-home pay" })).selectOption({ index: 6 });
  await client.field(say("statement.day_month", { name: "Rent" })).selectOption({ label: say("statement.day_of", { day: 1 }) });
  await client.reads(say("statement.cash_without", { count: 2 }));
  await client.field(say("statement.day_next", { name: "Groceries" })).selectOption({ index: 2 });
  await client.field(say("statement.day_month", { name: "City council" })).selectOption({ label: say("statement.day_of", { day: 12 }) });
  await client.readsNo(say("statement.cash_without", { count: 2 }));
  await client.types(say("statement.cash_at_hand"), "5");
  await client.reads(say("statement.cash_tight", { from: any, low: any, on: any, to: any }));
  await client.unfolds(say("statement.weeks"));
  assert.ok((await rows(client, say("statement.weeks"))).length >= 13, "three months are looked at");
  await client.axe("/statement");
  await client.fitsWindow("/statement");

  // On paper stands the matter, without what is there to be filled in or pressed.
  await client.page.emulateMedia({ media: "print" });
  assert.equal(await client.field(say("statement.cash_at_hand")).isVisible(), false);
  assert.equal(await client.button(say("statement.print")).isVisible(), false);
  assert.equal(await client.main.getByRole("table", { name: say("statement.income"), exact: true }).isVisible(), true);
  await client.page.emulateMedia({ media: "screen" });

  // All of it is there the next time, and in the other language.
  await comesBack(client, { at_hand: "5" });
  await client.reads("-$450.00", worth);
  await client.switchesTo("es");
  await client.isAt(client.say("statement.title"));
  await client.holds(client.say("statement.cash_at_hand"), "5");
  await client.fitsWindow("/statement in Spanish");
  await client.opens("/data");
  await client.link(client.say("statement.link")).waitFor();
});
