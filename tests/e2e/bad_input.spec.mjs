// Every form takes what people type. What cannot be read is refused next to the field, with what to do; what was typed
// stays; somebody who goes on regardless is led to what has to be put right.
import assert from "node:assert/strict";
import { days, today } from "./harness/dates.mjs";
import { stories } from "./harness/stories.mjs";
import { addsDebt, budgetField, fillBudget, MODEST, offers, reachesCheck, reachesOffer, sends, startsWith } from "./harness/way.mjs";

const story = stories();
const EXAMPLE = { example: "$1,200.50" };

/** What is typed, and how it is read. */
const READ = [
  ["$1,200 ", "$1,200.00"], ["1.200,50", "$1,200.50"], ["USD 1'200", "$1,200.00"], ["\u202a1,200.50\u202c", "$1,200.50"],
  ["1.200,-", "$1,200.00"], ["١٢٠٠٫٥٠", "$1,200.50"],
];
/** What is typed, and why it is refused. */
const REFUSED = [
  ["1e3", "letters"], ["-5", "negative"], ["999999999999", "large"], ["twelve", "letters"], ["12,34,567", "pattern"], ["0.123", "precise"],
  ["£1,200", "currency"], ["210.555", "unclear"],
];

/** The field says why, as a screen reader reads it, and holds what was typed. */
async function isRefused(person, field, typed, reason) {
  await field.fill(typed);
  await field.blur();
  await person.isWrong(field, reason);
  assert.equal(await field.inputValue(), typed);
}

/** The list of mistakes has the focus, and its entry leads to the field. */
async function isLedTo(person, field, mistake) {
  const summary = person.page.getByRole("group", { name: person.say("shell.problem") });
  await summary.and(person.page.locator(":focus")).waitFor();
  await summary.getByRole("link", { name: mistake, exact: true }).click();
  await field.and(person.page.locator(":focus")).waitFor();
}

function amountReason(say, why) {
  const values = { letters: EXAMPLE, pattern: EXAMPLE, currency: EXAMPLE, unclear: EXAMPLE, precise: { digits: "2" }, large: { most: "$99,999,999.99" }, negative: {} };
  return say(`budget.wrong_${why}`, values[why]);
}

story("the budget", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  const rent = budgetField(client, "rent");
  for (const [typed, figure] of READ) {
    await rent.fill(typed);
    await rent.blur();
    await client.reads(say("budget.echo_read", { amount: figure }));
    assert.equal(await rent.inputValue(), typed);
    assert.equal(await client.wrongWith(rent), "");
  }
  for (const [typed, why] of REFUSED) await isRefused(client, rent, typed, amountReason(say, why));
  await isRefused(client, rent, "1e3", amountReason(say, "letters"));
  await client.presses(say("budget.next"));
  await isLedTo(client, rent, `Rent: ${amountReason(say, "letters")}`);
  // Nothing that was typed is lost by going away.
  await client.opens("/budget");
  await rent.waitFor();
  assert.equal(await rent.inputValue(), "1e3");
  // Empty lines count as nothing, and letters in the name of one's own line are its name.
  await rent.fill("");
  await client.presses(say("budget.add_outgoing"));
  await client.field(say("budget.own_outgoing")).fill("Piano <b>lessons</b>");
  const own = client.field(say("budget.own_amount"));
  await isRefused(client, own, "a lot", amountReason(say, "letters"));
  await client.presses(say("budget.next"));
  await isLedTo(client, own, `Piano <b>lessons</b>: ${amountReason(say, "letters")}`);
  // Pressed straight after typing, without leaving the field first: the mistake that appears then must not push the
  // button away from under the pointer.
  await own.fill("40");
  await own.fill("forty");
  await client.presses(say("budget.next"));
  await isLedTo(client, own, `Piano <b>lessons</b>: ${amountReason(say, "letters")}`);
  await own.fill("40");
  await client.presses(say("budget.next"));
  await client.isAt(say("debts.title"));
});

story("the debts", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  await fillBudget(client, MODEST);
  await client.presses(say("budget.next"));
  await client.isAt(say("debts.title"));
  // Going on without a debt is led to the button that adds one.
  await client.presses(say("debts.next"));
  await isLedTo(client, client.button(say("debts.add")), say("debts.none_mistake"));
  await addsDebt(client, { name: "Clinic", balance: "" });
  const [balance, rate, minimum] = ["balance", "rate", "minimum"].map((name) => client.field(say(`debts.${name}`)));
  await client.presses(say("debts.next"));
  await isLedTo(client, balance, `Clinic: ${say("debts.balance_required")}`);
  for (const [typed, why] of REFUSED) {
    await isRefused(client, balance, typed, amountReason(say, why));
    await isRefused(client, minimum, typed, amountReason(say, why));
  }
  for (const [typed, why] of [["1e3", "letters"], ["-5", "negative"], ["999999999999", "large"], ["24,99,1", "pattern"], ["1.2345678", "precise"]]) {
    await isRefused(client, rate, typed, say(`debts.rate_${why}`));
  }
  await balance.fill("$1,200 ");
  await minimum.fill("");
  await client.presses(say("debts.next"));
  await isLedTo(client, rate, `Clinic: ${say("debts.rate_precise")}`);
  await rate.fill("24.99%");
  // What the rate means follows the custom of the country, and is the client's to say.
  const meaning = client.field(say("debts.rate_is"));
  assert.equal(await meaning.locator("option:checked").textContent(), say("debts.rate_is_nominal"));
  await meaning.selectOption({ label: say("debts.rate_is_effective") });
  await client.reads("$1,200.00", client.main);
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
});

story("the plan", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  const client = await visitor();
  const { say } = client;
  await reachesOffer(client, link);
  await client.page.goBack();
  await client.isAt(say("plan.title"));
  const monthly = client.field(say("plan.monthly"));
  for (const [typed, figure] of READ) {
    await monthly.fill(typed);
    await client.reads(say("plan.monthly_echo", { amount: figure }));
    assert.equal(await client.wrongWith(monthly), "");
  }
  for (const [typed, why] of REFUSED) {
    await isRefused(client, monthly, typed, amountReason(say, why));
    await client.reads(say("plan.answer_none"));
  }
  // More than there is gets a plain warning, not a refusal.
  await monthly.fill("500");
  await client.reads(say("plan.over_text", { left: "$240.01" }));
});

story("the offer", async ({ desk, visitor }) => {
  const { link } = await desk.invite();
  const client = await visitor();
  const { say } = client;
  await reachesOffer(client, link);
  await offers(client, "100");
  const custom = client.field(say("offer.custom_label"));
  for (const [typed, why] of REFUSED) {
    await isRefused(client, custom, typed, amountReason(say, why));
    await client.reads(say("offer.not_yet"));
    assert.equal(await client.link(say("offer.next")).count(), 0, "nothing unreadable goes on");
  }
  await isRefused(client, custom, "", say("plan.error_required"));
  // More than half, and more than all, is the client's own choice with a plain warning.
  await custom.fill("$150 ");
  await client.reads(say("offer.above_half", { kept: "$90.01" }));
  await custom.fill("300");
  await client.reads(say("offer.above_all", { missing: "$59.99" }));
  await custom.fill("100");

  // The day of the first payment.
  const first = client.main.getByRole("group", { name: say("offer.first"), exact: true });
  const parts = [say("offer.year"), say("offer.month_name"), say("offer.day")];
  const dates = [
    [["2027", "2", "30"], "no_day"], [["270", "3", "1"], "pattern"], [["2027", "March", "1"], "pattern"], [["2027", "", "1"], "incomplete"],
    [days(today(), -1).split("-"), "past"],
  ];
  for (const [date, why] of dates) {
    for (const [index, part] of parts.entries()) await first.getByLabel(part, { exact: true }).fill(date[index]);
    await client.reads(say(`offer.first_${why}`), first);
    await client.reads(say("offer.not_yet"));
    for (const [index, part] of parts.entries()) assert.equal(await first.getByLabel(part, { exact: true }).inputValue(), date[index]);
  }
  // A whole date, pasted into one of them, spreads over the three; a year may have two digits.
  for (const [typed, spread] of [["2027-12-31", ["2027", "12", "31"]], ["12/30/2027", ["2027", "12", "30"]], ["29.12.27", ["27", "12", "29"]]]) {
    await first.getByLabel(say("offer.day"), { exact: true }).fill(typed);
    for (const [index, part] of parts.entries()) assert.equal(await first.getByLabel(part, { exact: true }).inputValue(), spread[index]);
  }
});

story("nothing left over means no plan but ways to free advice and to a token", async ({ desk, visitor }) => {
  const { id, link } = await desk.invite();
  const client = await visitor();
  const { say } = client;
  await reachesOffer(client, link, { wages: ["500", "month"], rent: ["600"] });
  await client.reads(say("offer.answer_missing", { missing: "$100.00" }));
  await client.heading(say("offer.nothing_title")).waitFor();
  await client.reads(say("offer.nothing_pause"));
  assert.equal(await client.main.getByRole("radio").count(), 2, "no amount is asked for, only whether to offer a token");
  // The check cannot be reached by its address either.
  await client.follows(say("offer.advice"));
  await client.isAt(say("advice.title"));
  await client.opens("/check");
  await client.isAt(say("offer.title"));

  // A token can be offered all the same. The rules ask for more, so a person looks at it.
  await client.main.getByRole("radio", { name: startsWith(say("offer.token")) }).check();
  await client.reads(say("offer.answer_token", { offer: "$2.00" }));
  await client.axe("a token offer");
  await client.follows(say("offer.next"));
  await client.isAt(say("check.title"));
  for (const creditor of ["First Bank", "Corner Store"]) {
    await client.part(creditor).getByRole("radio", { name: startsWith(say("check.choose_send")) }).check();
  }
  await sends(client);
  await client.isAt(say("arrangement.title_offer"));
  await client.reads(say("arrangement.lead_sent", { organisation: "Harbour Advice" }));
  const { state, invitation } = await desk.case(id);
  assert.equal(state, "needs_person");
  assert.deepEqual(invitation.proposals.flatMap(({ lines }) => lines).map(({ terms }) => terms.instalment_minor), [1_00, 1_00]);
});

story("the note to the person who looks", async ({ desk, visitor }) => {
  const policy = { instalment_monthly_min_minor: 25_00, term_months_max: 24, start_days_max: 31, at_once: "nothing" };
  const invited = await desk.invite({ policy });
  const client = await visitor();
  const { say } = client;
  await reachesCheck(client, invited.link);
  const note = client.field(say("check.note", { creditor: "First Bank" }));
  const long = "x".repeat(1_003);
  await isRefused(client, note, long, say("check.note_too_long"));
  await client.reads(say("check.note_over", { count: 3 }));
  await sends(client);
  await isLedTo(client, note, `First Bank: ${say("check.note_too_long")}`);
  assert.equal((await desk.case(invited.id)).invitation.proposals.length, 0);
  const kind = "Ünïcödé 💚 <script>alert(1)</script>\nsecond line";
  await note.fill(kind);
  await sends(client);
  await client.isAt(say("arrangement.title_offer"));
  await client.reads("<script>alert(1)</script>");
  assert.equal((await desk.case(invited.id)).invitation.proposals[0].note, kind);
});
