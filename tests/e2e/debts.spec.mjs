// Beyond balance, rate and minimum: what else is known of a debt is told in its own words, changes the plan at once, is
// kept on the device and goes with a saved copy. Nobody has to fill in any of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { months, today } from "./harness/dates.mjs";
import { stories } from "./harness/stories.mjs";
import { keeps, kept } from "./harness/vault.mjs";
import { addsDebt, hasPlan, losesNetwork, makesBudget, opensInvitation } from "./harness/way.mjs";

const story = stories();
const NAME = "Riverside Card";

/** The month so many months ahead, as people read it. */
function monthAhead(count, language = "en-US") {
  const first = months(`${today().slice(0, 7)}-01`, count);
  return new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${first}T12:00:00Z`));
}

/** Chooses the month so many months ahead; the lists begin with no month and the next one. */
const chooses = (field, ahead) => field.selectOption({ index: ahead });

/** Opens everything that may be known of a debt of one's own. */
async function opensMore(client, name = NAME) {
  const { say } = client;
  await client.presses(`${say("debts.change")} ${name}`);
  await client.presses(`${say("debts.more")} ${name}`);
  await client.reads(say("debt_details.intro"));
}

/** Opens a group if it is closed: those in which something is set stand open. */
async function opensGroup(client, group) {
  const fold = client.main.locator("details").filter({ has: client.page.getByText(client.say(`debt_details.${group}`), { exact: true }) }).last();
  if (!await fold.evaluate((details) => details.open)) await fold.locator("summary").first().click();
}

const field = (client, name) => client.field(client.say(`debt_details.${name}`));

/** Somebody with a plan, back at the debts with everything open. */
async function tellsMore(visitor, wishes) {
  const client = await hasPlan(visitor, wishes);
  await client.opens("/debts");
  await opensMore(client);
  return client;
}

story("a low rate that ends moves the plan, is kept, and goes with the copy", async ({ visitor }) => {
  const client = await tellsMore(visitor);
  const { page, say } = client;
  await opensGroup(client, "rates");
  await field(client, "promo_rate").fill("0");
  await chooses(field(client, "promo_until"), 4);
  // The rate that follows is the one above: there is one of it.
  await client.holds(say("debt_details.later"), "24");
  await field(client, "later").fill("24.0");
  await client.holds(say("debts.rate"), "24.0");
  await field(client, "later").fill("24");
  const fact = say("debts.promo_fact", { low: "0%", month: monthAhead(4), later: "24%" });
  await client.presses(`${say("debts.done")} ${NAME}`);
  await client.reads(fact);
  await client.presses(say("debts.next"));
  // Four months without interest leave 520.00 of 1,000; then 2 % a month, and 120 a month go on for five.
  const told = say("plan.answer_cleared", { amount: "$120.00", date: monthAhead(9), interest: "$29.64" });
  await client.reads(told);

  await keeps(page, { promo_rate: "0" });
  assert.ok((await kept(page)).version >= 3, "an older page leaves it alone");
  await client.opens("/plan");
  await client.reads(told);
  await client.opens("/debts");
  await client.reads(fact);
  await opensMore(client);
  // The group in which something is set stands open.
  await client.holds(say("debt_details.promo_rate"), "0");
  await client.switchesTo("es");
  await opensMore(client);
  await client.holds(client.say("debt_details.promo_rate"), "0");
  await client.switchesTo("en");

  await client.opens("/data");
  const [download] = await Promise.all([page.waitForEvent("download"), client.presses(say("settings.copy_save"))]);
  const copy = await readFile(await download.path(), "utf8");
  const other = await visitor();
  await other.opens("/data");
  const [chooser] = await Promise.all([other.page.waitForEvent("filechooser"), other.presses(say("settings.restore"))]);
  await Promise.all([
    other.page.waitForEvent("load"),
    chooser.setFiles({ name: "evenkeel.json", mimeType: "application/json", buffer: Buffer.from(copy) }),
  ]);
  await other.hasStarted();
  await other.opens("/debts");
  await other.reads(fact);
  await other.opens("/plan");
  await other.reads(told);
});

story("what they ask each month follows the debt, and fees are counted", async ({ visitor }) => {
  const client = await tellsMore(visitor);
  const { say } = client;
  await opensGroup(client, "asked");
  await client.main.getByRole("radio", { name: say("debt_details.asked_interest") }).check();
  await field(client, "percent").fill("1");
  await field(client, "floor").fill("25");
  // A month's interest of 20.00 and a hundredth of 1,000.
  await client.reads(say("debt_details.asked_first", { amount: "$30.00" }));
  await client.reads(say("debts.ruled"));
  assert.equal(await client.field(say("debts.minimum")).count(), 0, "one truth about what is asked for");
  await opensGroup(client, "fees");
  await field(client, "fee_monthly").fill("5");
  await client.reads(say("debt_details.asked_first", { amount: "$35.00" }));
  await opensGroup(client, "counted");
  await client.main.getByRole("radio", { name: say("debt_details.counted_daily") }).check();
  await field(client, "days").selectOption({ label: say("debt_details.days_30") });
  // 30 days at 24 % of 360, each on the day before: 20.19.
  await client.reads(say("debt_details.asked_first", { amount: "$35.19" }));
  await opensGroup(client, "owes");
  await client.main.getByRole("radio", { name: say("debt_details.owes_joint") }).check();
  await client.looksGood("minimum, fees and interest");
  await client.presses(`${say("debts.done")} ${NAME}`);
  await client.reads(say("debts.fee_fact", { amount: "$5.00" }));
  await client.reads(say("debts.joint_fact"));
});

story("several balances add up to what is owed, and what is missing is said at the field", async ({ visitor }) => {
  const client = await tellsMore(visitor);
  const { say } = client;
  await opensGroup(client, "parts");
  await client.presses(`${say("debt_details.part_add")} ${NAME}`);
  const balances = field(client, "part_balance");
  await client.main.getByLabel(say("debt_details.part_kind"), { exact: true }).first().and(client.page.locator(":focus")).waitFor();
  assert.deepEqual([await balances.nth(0).inputValue(), await balances.nth(1).inputValue()], ["1,000", ""]);
  await balances.nth(0).fill("700");
  await balances.nth(1).fill("250");
  await balances.nth(1).blur();
  const missing = say("debts.parts_missing", { amount: "$50.00" });
  await client.isWrong(balances.nth(1), missing);
  await client.looksGood("balances that do not add up");
  await client.presses(say("debts.next"));
  await client.link(`${NAME}: ${missing}`).click();
  await balances.nth(1).and(client.page.locator(":focus")).waitFor();
  await balances.nth(1).fill("300");
  await client.reads(say("debt_details.parts_fit", { total: "$1,000.00" }));
  await field(client, "part_promo_rate").nth(1).fill("0");
  await chooses(field(client, "part_promo_until").nth(1), 2);
  // Each has a rate of its own now; the group of the one rate says so.
  await opensGroup(client, "rates");
  await client.reads(say("debt_details.rates_parts"));
  await client.presses(`${say("debts.done")} ${NAME}`);
  await client.reads(say("debts.parts_fact", { count: 2 }));
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
  await keeps(client.page, { balance: "300" });
});

story("where it stands decides what gets money, and all wrong is said in one place", async ({ visitor }) => {
  const client = await tellsMore(visitor);
  const { say } = client;
  await opensGroup(client, "stands");
  const stands = field(client, "stands_legend");
  const answers = (answer) => stands.selectOption({ label: say(`debt_details.stands_${answer}`) });
  await answers("part");
  await field(client, "wrong_part").fill("1,200");
  await field(client, "wrong_part").blur();
  await client.isWrong(field(client, "wrong_part"), say("debts.wrong_part_above"));
  await field(client, "wrong_part").fill("400");
  await client.reads("$600.00", client.part(say("debts.sum")));
  await answers("all");
  const tick = client.field(say("debts.disagree"));
  assert.equal(await tick.isChecked(), true);
  await tick.uncheck();
  await client.holds(say("debt_details.stands_legend"), "");
  await answers("old");
  await client.reads(say("debt_details.stands_old_text"));
  await client.reads(say("debts.sum_disputed"));
  await client.looksGood("perhaps too old");
  await answers("sold");
  await field(client, "sold_to").fill("North Collections");
  await client.presses(`${say("debts.done")} ${NAME}`);
  await client.reads(say("debts.sold_fact", { name: "North Collections" }));
  await client.reads("$1,000.00", client.part(say("debts.sum")));
});

story("what is wrong is found again behind closed folds, with the keyboard", async ({ visitor }) => {
  const client = await tellsMore(visitor);
  const { page, say } = client;
  const summary = client.main.locator("summary").filter({ hasText: say("debt_details.fees") });
  await summary.focus();
  await page.keyboard.press("Enter");
  await field(client, "fee_over_limit").fill("12");
  await field(client, "fee_late").fill("a lot");
  await summary.focus();
  await page.keyboard.press("Enter");
  await client.presses(`${say("debts.more")} ${NAME}`);
  await client.presses(say("debts.next"));
  await client.reads(say("shell.problem"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await field(client, "fee_late").and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("12");
  await client.isWrong(field(client, "limit"), say("debts.limit_required"));
  await client.looksGood("a limit is missing");
  await field(client, "limit").fill("2,000");
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
});

story("a debt of the invitation has the same, and disputing it is still heard by the other side", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  const client = await visitor();
  const { say } = client;
  await opensInvitation(client, link);
  await client.follows(say("invitation.start"));
  await makesBudget(client);
  await client.presses(`${say("debts.more")} First Bank`);
  await opensGroup(client, "stands");
  const options = await field(client, "stands_legend").locator("option").allInnerTexts();
  assert.ok(!options.includes(say("debt_details.stands_all")), "there is one way to say so");
  await client.reads(say("debt_details.stands_invited"));
  await opensGroup(client, "owes");
  await client.main.getByRole("radio", { name: say("debt_details.owes_guarantor") }).check();
  await client.reads(say("debts.joint_fact"), client.part("First Bank"));
  await client.presses(`${say("debts.dispute")} First Bank`);
  await client.main.getByRole("radio", { name: say("debts.ground_not_mine") }).check();
  await client.presses(say("debts.dispute_send"));
  await client.reads(say("debts.stopped_title"));
  assert.equal(await client.button(`${say("debts.more")} First Bank`).count(), 0);
});

story("without a network the fold opens as well", async ({ server, visitor }) => {
  const client = await visitor();
  const { say } = client;
  await losesNetwork(client, server);
  await client.opens("/debts");
  await client.isAt(say("debts.title"));
  await addsDebt(client, { name: NAME, balance: "1,000", rate: "24", minimum: "25" });
  await client.presses(say("debts.more"));
  await client.reads(say("debt_details.intro"));
});
