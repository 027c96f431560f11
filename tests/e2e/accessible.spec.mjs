// Every page in every state that looks different: no rule of axe broken, in light and dark, on a phone and on a desk;
// nothing to scroll to the side on a phone.
import { days, today } from "./harness/dates.mjs";
import { account } from "./harness/desk_api.mjs";
import { choosesAnswer, invites, NOT_SIGNED_IN, opensCase, signsIn } from "./harness/desk_way.mjs";
import { stories } from "./harness/stories.mjs";
import {
  addsDebt, budgetField, fillBudget, hasArrangement, MODEST, offers, opensInvitation, reachesCheck, sends, startsWith, triesOut,
} from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();
const LESSONS = ["collector-letter", "interest-and-minimums", "budget-that-holds"];

/** Every rule once, the contrast of colours in the dark as well, and whether anything sticks out on a phone and a desk. */
async function looksGood(person, what) {
  await person.page.evaluate(() => document.querySelectorAll("details").forEach((details) => {
    details.open = true;
  }));
  await person.looksGood(what);
}

story("pages that stand alone", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  client.watch.allow(/\/no\/such\/page/);
  for (const [address, title] of [
    ["/", say("home.title")], ["/i", say("invitation.missing_title")], ["/no/such/page", say("home.lost_title")],
    ["/shared", say("shared.refused_title")], ["/advice", say("advice.title")], ["/words", say("glossary.title")],
    ["/learn", say("learn.title")], ["/data", say("settings.title")], ["/rights", say("rights.title")],
  ]) {
    await client.opens(address);
    await client.isAt(title);
    await client.page.getByText(say("shell.loading")).waitFor({ state: "hidden" });
    await looksGood(client, address);
  }
  for (const lesson of LESSONS) {
    await client.opens(`/learn/${lesson}`);
    await client.main.getByRole("radio").first().waitFor();
    await looksGood(client, `/learn/${lesson}`);
  }
});

story("rights and their dates, in every state", async ({ visitor }) => {
  const client = await visitor();
  const { say, main } = client;
  const happened = (event) => main.getByRole("radio", { name: say(`rights.event_${event}`), exact: true }).check();
  const types = async (field, date) => {
    const group = main.getByRole("group", { name: say(`rights.${field}`), exact: true });
    for (const [index, part] of ["year", "month_name", "day"].entries()) {
      await group.getByLabel(say(`offer.${part}`), { exact: true }).fill(date.split("-")[index]);
    }
  };
  await client.opens("/rights");
  await happened("notice");
  await types("sent", "2026-2-30");
  await client.presses(say("rights.show"));
  await client.reads(say("shell.problem"));
  await looksGood(client, "/rights, with mistakes");
  // A holiday is passed over on the way.
  await types("sent", "2026-5-21");
  await client.reads(say("rights.on_way", { date: any, name: any }));
  await looksGood(client, "/rights, too late");
  await types("sent", today());
  await client.reads(say("rights.notice_do_1"));
  await looksGood(client, "/rights, in time");
  await main.getByLabel(say("rights.place"), { exact: true }).selectOption({ label: say("rights.place_sct") });
  await happened("old");
  await types("paid", "2019-3-2");
  await client.reads(say("rights.old_care_over"));
  await looksGood(client, "/rights, an old debt");
});

story("the way to an offer", async ({ desk, visitor }) => {
  const strict = { instalment_monthly_min_minor: 100_00, term_months_max: 24, start_days_max: 31, at_once: "all" };
  const { link } = await desk.invite({ policy: strict });
  const client = await visitor();
  const { say } = client;
  await opensInvitation(client, link);
  await looksGood(client, "/i");
  await client.follows(say("invitation.start"));
  await client.isAt(say("budget.title"));
  await budgetField(client, "rent").waitFor();
  await looksGood(client, "/budget, empty");
  await fillBudget(client, { ...MODEST, rent: ["1e3"] });
  await client.presses(say("budget.next"));
  await client.reads(say("shell.problem"));
  await looksGood(client, "/budget, with a mistake");
  await fillBudget(client, MODEST);
  await client.presses(say("budget.next"));
  await client.isAt(say("debts.title"));
  await client.presses(`${say("debts.dispute")} First Bank`);
  await addsDebt(client, { name: "Clinic", balance: "450", rate: "24.9", minimum: "-3" });
  await client.presses(say("debts.next"));
  await client.reads(say("shell.problem"));
  await looksGood(client, "/debts, with a mistake and a dispute begun");
  await client.field(say("debts.minimum")).last().fill("10");
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
  await client.presses(say("plan.ask_why"));
  await client.field(say("what_if.why_debt")).waitFor();
  await looksGood(client, "/plan");
  await client.follows(say("plan.add_what_if"));
  await client.isAt(say("what_if.title"));
  await looksGood(client, "/what-if, nothing tried");
  const loan = { ask_rate: "8", ask_fee: "50", ask_term: "12" };
  await triesOut(client, { loan, settle_once: { ask_settle: "-1" }, extra_once: { ask_amount: "99,999,999.99" } });
  await client.field(say("what_if.wish_month")).selectOption({ index: 3 });
  await looksGood(client, "/what-if, with a mistake");
  await client.follows(say("what_if.back"));
  await client.isAt(say("plan.title"));
  await client.follows(say("plan.next"));
  await client.isAt(say("offer.title"));
  await looksGood(client, "/offer");
  await offers(client, "200");
  await client.reads(say("offer.above_half_title"));
  await looksGood(client, "/offer, above half");
  await client.follows(say("offer.next"));
  await client.isAt(say("check.title"));
  await client.presses(say("check.send"));
  await client.reads(say("shell.problem"));
  await looksGood(client, "/check, with a choice open");
});

story("a long budget, and one where nothing is left", async ({ visitor }) => {
  const client = await visitor();
  const { say } = client;
  await client.opens("/budget");
  await fillBudget(client, { wages: ["500", "month"], rent: ["99,999,999.99"] });
  await client.unfolds(say("budget.country_now", { place: say("budget.country_us"), sign: "$" }));
  await client.presses(say("budget.add_income"));
  await client.presses(say("budget.view_full", { count: any }));
  await client.reads(say("budget.view_short"));
  await looksGood(client, "/budget, all lines, far too little");
  await client.field(say("budget.own_amount")).fill("5");
  await client.follows(say("statement.link"));
  await client.isAt(say("statement.title"));
  await client.presses(say("statement.owned_add"));
  await looksGood(client, "/statement, far too little");
  await client.opens("/debts");
  await addsDebt(client, { name: "A creditor with a name so long that it hardly fits on the side of a bus", balance: "99,999,999.99", rate: "999" });
  await client.presses(say("debts.next"));
  await client.isAt(say("plan.title"));
  await looksGood(client, "/plan, nothing left");
  await client.follows(say("plan.next"));
  await client.isAt(say("offer.title"));
  await looksGood(client, "/offer, nothing left");
});

story("what became of the offer", async ({ desk, visitor }) => {
  const policy = { instalment_monthly_min_minor: 25_00, term_months_max: 24, start_days_max: 31, at_once: "nothing" };
  const invited = await desk.invite({ policy, accounts: [account("First Bank", 600_00)] });
  const client = await visitor();
  const { say } = client;
  client.watch.allow(/net::ERR_/);
  await reachesCheck(client, invited.link);
  await looksGood(client, "/check, for a person");
  await client.context.setOffline(true);
  await sends(client);
  await client.reads(say("arrangement.lead_waiting"));
  await looksGood(client, "/arrangement, waiting for a network");
  await client.context.setOffline(false);
  await client.reads(say("arrangement.lead_sent", { organisation: "Harbour Advice" }));
  await looksGood(client, "/arrangement, waiting for a person");
  const { invitation: { created_on } } = await desk.case(invited.id);
  const counter = (account_id, instalment_minor) => ({ account_id, instalment_minor, rhythm: "week", first: created_on });
  await desk.decide(invited.id, "counter", "A little more each week.", [counter("a1", 20_00)]);
  await client.presses(say("arrangement.check_again"));
  await client.reads("A little more each week.");
  await looksGood(client, "/arrangement, countered");
  await client.presses(say("arrangement.accept"));
  await client.reads(say("arrangement.signature_right"), client.part("First Bank"));
  await looksGood(client, "/arrangement, agreed");
  await client.opens("/i");
  await client.reads(say("invitation.used_title"));
  await looksGood(client, "/i, used");
  await client.opens("/data");
  await client.presses(say("settings.wipe"));
  await client.presses(say("settings.passphrase_set"));
  await client.reads(say("settings.passphrase_short"));
  await client.reads(say("settings.wipe_sure"));
  await looksGood(client, "/data, with all it shows");
});

story("the desk", async ({ desk, visitor }) => {
  const policy = { instalment_monthly_min_minor: 100_00, term_months_max: 24, start_days_max: 31, at_once: "nothing" };
  const waits = await desk.invite({ label: "waits for an answer", policy });
  const taken = await desk.invite({ label: "taken back" });
  await desk.withdraw(taken.id);
  const client = await visitor();
  await reachesCheck(client, waits.link);
  for (const card of await client.main.getByRole("radio", { name: startsWith(client.say("check.choose_ask")) }).all()) await card.check();
  await sends(client);
  await client.reads(client.say("arrangement.lead_sent", { organisation: "Harbour Advice" }));

  const counsellor = await visitor({ atDesk: true });
  const { say } = counsellor;
  counsellor.watch.allow(NOT_SIGNED_IN);
  await counsellor.opens("/desk");
  await counsellor.isAt(say("sign_in.title"));
  await counsellor.presses(say("sign_in.submit"));
  await counsellor.reads(say("field_error.name"));
  await looksGood(counsellor, "/desk, sign in with mistakes");
  await signsIn(counsellor);
  await counsellor.link("waits for an answer").waitFor();
  await looksGood(counsellor, "/desk, the list");
  await opensCase(counsellor, "waits for an answer");
  await choosesAnswer(counsellor, "counter");
  await counsellor.presses(say("answer.send_counter"));
  await counsellor.reads(say("field_error.reason"));
  await looksGood(counsellor, "/desk, a case with an answer begun");
  await desk.decide(waits.id, "accept", "Thank you.");
  await counsellor.presses(say("shell.reload"));
  await counsellor.reads(say("state.arranged"));
  await looksGood(counsellor, "/desk, a case that is agreed");
  await counsellor.opens("/desk/new");
  await counsellor.isAt(say("invite.title"));
  await counsellor.field(say("invite.itemised")).check();
  await counsellor.presses(say("invite.look"));
  await counsellor.reads(say("field_error.creditor"));
  await looksGood(counsellor, "/desk, an invitation with mistakes");
  await counsellor.opens("/desk");
  await invites(counsellor, {
    label: "fresh", message: "Hello", debts: [{ creditor: "Second Bank", kind: "personal_loan", balance: "1,200" }],
    minimum: "25", months: "60", startDays: "31", atOnce: "up_to", upTo: "1,000", expires: days(today(), 5),
  });
  await looksGood(counsellor, "/desk, a new link");
});

story("the gallery, which shows every component in every state", async ({ visitor }) => {
  const client = await visitor();
  await client.opens("/gallery");
  await client.isAt("Gallery");
  await looksGood(client, "/gallery");
});
