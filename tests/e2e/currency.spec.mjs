// A debt in another currency: all that is written of it is in that currency, the plan counts it at the client's own rate
// of a day, and nothing is left out in silence while the rate is missing or wrong.
import assert from "node:assert/strict";
import { days, today, months, written } from "./harness/dates.mjs";
import { stories } from "./harness/stories.mjs";
import { keeps, kept } from "./harness/vault.mjs";
import { addsDebt, makesBudget, opensInvitation, startsWith } from "./harness/way.mjs";

const story = stories();
const NAME = "Banco del Sur";

const field = (client, name, places) => client.field(client.say(`debt_details.${name}`, places));
const rate = (client, code = "EUR", plan = "USD") => field(client, "exchange", { code, plan });

/** The month so many months ahead, as people read it. */
function monthAhead(count) {
  const first = months(`${today().slice(0, 7)}-01`, count);
  return new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${first}T12:00:00Z`));
}

/** What stands below the balance. */
const worth = (client, amount, date, equation) => client.say("debt_details.worth", { amount, date: written(date, client.say.language), rate: equation });

/** Closes the form of the debt, whatever it was called when it was opened. */
const closes = (client) => client.page.getByRole("button", { name: startsWith(client.say("debts.done")) }).first().click();

/** Opens everything about the first debt and the group of the currency. */
async function opensCurrency(client) {
  const { say } = client;
  await client.page.getByRole("button", { name: startsWith(say("debts.more")) }).first().click();
  await client.reads(say("debt_details.intro"));
  const fold = client.main.locator("details").filter({ has: client.page.getByText(say("debt_details.currency"), { exact: true }) }).last();
  if (!await fold.evaluate((details) => details.open)) await fold.locator("summary").first().click();
}

/** Somebody with 1,000 at 24 %, at least 25 a month, owed in euros; the rate is still to be written. */
async function owesEuros(visitor, wishes) {
  const client = await visitor(wishes);
  const { say } = client;
  await client.opens("/budget");
  await makesBudget(client);
  await addsDebt(client, { name: NAME, balance: "1,000", rate: "24", minimum: "25" });
  await opensCurrency(client);
  await field(client, "currency_which").selectOption("EUR");
  await client.reads("€1,000.00");
  return client;
}

/** A part of the day of the rate. */
const dayOfRate = (client, part) => client.main
  .getByRole("group", { name: client.say("debt_details.exchange_on"), exact: true })
  .getByLabel(client.say(`offer.${part}`), { exact: true });

/** Writes the day of the rate. */
async function writesDay(client, date) {
  const [year, month, day] = date.split("-").map(Number);
  for (const [part, number] of [["year", year], ["month_name", month], ["day", day]]) {
    await dayOfRate(client, part).fill(String(number));
  }
  await dayOfRate(client, "day").blur();
}

story("a debt in euros is counted at the client's own rate, in the plan and in hard times, and is kept", async ({ visitor }) => {
  const client = await owesEuros(visitor);
  const { page, say } = client;
  await rate(client).fill("1.08");
  // The custom of euros is an APR; this one is a simple rate.
  await client.field(say("debts.rate_is")).selectOption("nominal");
  await client.reads(worth(client, "$1,080.00", today(), "1 EUR = 1.08 USD"));
  await client.reads("$1,080.00", client.part(say("debts.sum")));
  await client.looksGood("a rate");
  await closes(client);
  await client.reads(say("debts.minimum_fact", { amount: "€25.00" }));
  await client.presses(say("debts.next"));
  // 1,080.00 at 2 % a month, 120.00 paid each month.
  const told = (amount, count, interest) => say("plan.answer_cleared", { amount, date: monthAhead(count), interest });
  await client.reads(told("$120.00", 11, "$122.60"));
  await client.reads(say("plan.exchanged", { names: NAME }));
  // A shared plan shows the figures of the plan.
  await client.unfolds(say("plan.share_title"));
  const link = await client.field(say("plan.share_link")).inputValue();
  const friend = await visitor();
  await friend.opens(link);
  await friend.isAt(say("shared.title"));
  await friend.reads("$122.60");

  await keeps(page, { exchange: "1.08" });
  assert.ok((await kept(page)).version >= 4, "an older page leaves it alone");
  await client.opens("/plan");
  await client.reads(told("$120.00", 11, "$122.60"));

  const shock = () => client.main.getByRole("listitem").filter({ hasText: say("what_if.hard_currency", { percent: "10%", currency: "Euro (EUR)" }) });
  await client.opens("/what-if");
  // 1,188.00 take twelve months and 149.22 of interest.
  await client.reads(say("what_if.hard_later", { count: 1, amount: "$26.62" }), shock());
  await client.reads(say("what_if.hard_holds"), shock());

  // Another rate corrects the plan at once.
  await client.opens("/debts");
  await client.presses(`${say("debts.change")} ${NAME}`);
  await opensCurrency(client);
  await client.holds(say("debt_details.exchange", { code: "EUR", plan: "USD" }), "1.08");
  await rate(client).fill("1.2");
  await client.reads(worth(client, "$1,200.00", today(), "1 EUR = 1.2 USD"));
  await client.types(say("debts.minimum"), "95");
  await client.presses(say("debts.next"));
  await client.reads(told("$120.00", 12, "$152.45"));
  // They ask for 95.00, which are 114.00, and then 125.40: 5.40 more than there is.
  await client.opens("/what-if");
  await client.reads(say("what_if.hard_breaks"), shock());
  await client.reads(say("what_if.hard_short", { date: monthAhead(1), missing: "$5.40" }), shock());
});

story("without a good rate the debt is not left out in silence, and the way to it is shown", async ({ visitor }) => {
  const client = await owesEuros(visitor);
  const { page, say } = client;
  const required = say("debts.exchange_required", { currency: "EUR", plan: "USD" });
  await client.reads(say("debt_details.worth_none"));
  await client.page.getByRole("button", { name: startsWith(say("debts.more")) }).click();
  await client.presses(say("debts.next"));
  await client.link(`${NAME}: ${required}`).click();
  await rate(client).and(page.locator(":focus")).waitFor();
  await client.isWrong(rate(client), required);
  await client.looksGood("a rate is missing");
  for (const [typed, sentence] of [["about 1", "exchange_wrong"], ["0", "exchange_wrong"], ["-1.08", "exchange_wrong"], ["100000", "exchange_above"]]) {
    await rate(client).fill(typed);
    await rate(client).blur();
    await client.isWrong(rate(client), say(`debts.${sentence}`));
    await client.holds(say("debt_details.exchange", { code: "EUR", plan: "USD" }), typed);
  }
  // With a second debt there is a plan; what is missing in it is said there.
  await addsDebt(client, { name: "Corner Store", balance: "200", minimum: "10" });
  await client.opens("/plan");
  await client.reads(say("plan.unreadable"));
  await client.opens("/offer");
  await client.reads(say("plan.unreadable"));
  await client.opens("/statement");
  await client.reads(say("plan.unreadable"));
  await client.opens("/debts");
  await client.presses(`${say("debts.change")} ${NAME}`);
  await opensCurrency(client);
  await rate(client).fill("1,08");
  await client.reads("$1,280.00", client.part(say("debts.sum")));

  await writesDay(client, days(today(), 1));
  await client.reads(say("debts.exchange_day"));
  await client.looksGood("a day to come");
  await writesDay(client, days(today(), -31));
  await client.reads(say("debt_details.worth_old"));
  await client.looksGood("an old rate");
  await client.presses(say("debt_details.exchange_today"));
  await rate(client).and(page.locator(":focus")).waitFor();
  await client.readsNo(say("debt_details.worth_old"));

  // A rate belongs to its currencies. Another one asks for another, and the first comes back with its own.
  await field(client, "currency_which").selectOption("JPY");
  await client.isWrong(rate(client, "JPY"), say("debts.exchange_required", { currency: "JPY", plan: "USD" }));
  await client.types(say("debts.minimum"), "25.50");
  await client.field(say("debts.minimum")).first().blur();
  await client.reads(say("budget.wrong_whole"));
  await field(client, "currency_which").selectOption("EUR");
  await client.reads(worth(client, "$1,080.00", today(), "1 EUR = 1.08 USD"));
  await field(client, "currency_which").selectOption("");
  await client.reads("$1,000.00");
});

story("in Spanish, with the keyboard", async ({ visitor }) => {
  const client = await owesEuros(visitor, { language: "es" });
  const { page, say } = client;
  await rate(client).focus();
  await page.keyboard.type("1.08");
  await page.keyboard.press("Tab");
  await dayOfRate(client, "day").and(page.locator(":focus")).waitFor();
  await client.reads(worth(client, "$1,080.00", today(), "1 EUR = 1.08 USD"));
  await client.looksGood("una tasa");
});

story("a debt of the invitation has the currency of the invitation", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  const client = await visitor();
  const { say } = client;
  await opensInvitation(client, link);
  await client.follows(say("invitation.start"));
  await makesBudget(client);
  await client.presses(`${say("debts.more")} First Bank`);
  await client.reads(say("debt_details.owes"));
  assert.equal(await client.main.getByText(say("debt_details.currency"), { exact: true }).count(), 0);
});
