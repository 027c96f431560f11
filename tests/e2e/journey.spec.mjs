// The main road, both sides, each in its own browser: from an empty desk to an arrangement that both hold.
import assert from "node:assert/strict";
import { days, months, today, written } from "./harness/dates.mjs";
import { invites, opensCase, setsUp, tellsWhoInvites } from "./harness/desk_way.mjs";
import { stories } from "./harness/stories.mjs";
import { addsDebt, fillBudget, hasArrangement, offers, opensInvitation, schedule, sends } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories({ setUp: false });

/** The first of next month or two weeks ahead, whichever is later. */
function firstDate() {
  const [year, month] = today().split("-").map(Number);
  const nextMonth = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  const ahead = days(today(), 14);
  return nextMonth > ahead ? nextMonth : ahead;
}

/** The counsellor sets the desk up and makes an invitation; the link is there as text and as a code. */
async function counsellorInvites(counsellor) {
  const { say } = counsellor;
  await setsUp(counsellor);
  assert.ok(!counsellor.page.url().includes("#"), "the one-time secret is gone from the address bar");
  await counsellor.reads(say("cases.empty"));
  const link = await invites(counsellor, {
    label: "case 7",
    message: "We spoke on Monday.",
    debts: [
      { creditor: "First Bank", reference: "REF-1", kind: "credit_card", balance: "600" },
      {
        creditor: "Corner Store", reference: "REF-2", kind: "store_card", balance: "300.00",
        parts: { as_of: "2026-03-02", then: "225", interest: "100", fees: "25", payments: "40", credits: "10" },
      },
    ],
    minimum: "25", months: "24", startDays: "31", atOnce: "all", expires: days(today(), 30),
  });
  await counsellor.page.getByRole("img", { name: say("link.code") }).waitFor();
  await counsellor.reads(say("link.until", { date: written(days(today(), 30)) }));
  await counsellor.fitsWindow("the link");
  return link;
}

story("from an empty desk to an arrangement that both sides hold", async ({ desk, visitor }) => {
  const counsellor = await visitor({ atDesk: true });
  const link = await counsellorInvites(counsellor);
  const client = await visitor();
  const { say } = client;

  // The invitation: who, why, what leaves the device, how to check.
  await opensInvitation(client, link);
  assert.ok(!client.page.url().includes("#"), "the secret is gone from the address bar");
  await client.reads("We spoke on Monday.");
  await client.reads("$600.00", client.main);
  await client.reads("$300.00", client.main);
  await client.heading(say("invitation.stays")).waitFor();
  await client.heading(say("invitation.leaves")).waitFor();
  await client.heading(say("invitation.genuine")).waitFor();
  await client.reads("+1 555 0100");
  await client.follows(say("invitation.start"));

  // The budget: left over is shown live, with how it was converted.
  await client.isAt(say("budget.title"));
  await fillBudget(client, { wages: ["500", "two_weeks"] });
  await client.reads(say("budget.echo", { amount: "$1,083.33" }));
  await fillBudget(client, { rent: ["600"], food: ["56.15", "week"] });
  await client.reads(say("budget.echo", { amount: "$243.32" }));
  await client.reads("$240.01", client.main);
  await client.unfolds(say("budget.how"));
  await client.reads("× 26 ÷ 12");
  await client.presses(say("budget.next"));

  // The debts: the invited ones, and one of the client's own.
  await client.isAt(say("debts.title"));
  await client.heading("First Bank").waitFor();
  await client.heading("Corner Store").waitFor();
  await addsDebt(client, { kind: "medical", name: "Clinic", balance: "450" });
  await client.reads(say("debts.lead", { owed: "$1,350.00" }));
  await client.presses(say("debts.next"));

  // The plan: what the money could do.
  await client.isAt(say("plan.title"));
  await client.reads(say("plan.answer_cleared", { amount: "$120.00", date: any, interest: "$0.00" }));
  await client.follows(say("plan.next"));

  // The offer: half of what is left over, shared by balance, exact to the penny.
  await client.isAt(say("offer.title"));
  await offers(client, "half");
  await client.reads(say("offer.answer", { offer: "$120.00", kept: "$120.01" }));
  const shares = client.part(say("offer.shares"));
  for (const share of ["$53.33", "$26.67", "$40.00", "$120.00"]) await client.reads(share, shares);
  await client.follows(say("offer.next"));

  // The check: the rules answer at once, and what will be sent is there letter for letter.
  await client.isAt(say("check.title"));
  await client.reads(say("check.lead_yes", { organisation: "Harbour Advice" }));
  await client.unfolds(say("check.see"));
  const letters = await client.main.locator("details[open] code").innerText();
  await sends(client);

  // The arrangement: receipts whose signature the page has checked, and every date.
  await hasArrangement(client);
  const first = firstDate();
  const rows = await schedule(client, "First Bank");
  assert.equal(rows.length, 12);
  assert.deepEqual(rows[0], [written(first), "$53.33", "$546.67"]);
  assert.deepEqual(rows[11], [written(months(first, 11)), "$13.37", "$0.00"]);
  assert.equal((await schedule(client, "Corner Store")).length, 12);

  // What left the device is what was shown, and none of the budget was in it.
  const posts = client.watch.requests.filter(({ method }) => method !== "GET");
  assert.equal(posts.length, 2, "one message for each debt");
  assert.equal(posts.map(({ body }) => body).join("\n"), letters);
  const sent = client.watch.requests.map(({ url, body }) => `${url} ${body}`).join("\n");
  for (const secret of ["Clinic", "45000", "108333", "60000,", link.split("#")[1]]) assert.ok(!sent.includes(secret), secret);
  const ours = client.watch.requests.map(({ url }) => new URL(url).pathname);
  assert.ok(!ours.some((path) => path.startsWith("/desk") || path.includes("desk.")), "a client never downloads the desk");

  // The desk sees the same arrangement: in its list, in the case, and on the server.
  await counsellor.presses(counsellor.say("link.done"));
  await opensCase(counsellor, "case 7");
  await counsellor.reads(counsellor.say("state.arranged"));
  const each = { each: counsellor.say("terms.each_month", { amount: "$53.33" }), first: written(first), last: written(months(first, 11)) };
  await counsellor.reads(counsellor.say("case.agreed", { ...each, times: counsellor.say("terms.times", { count: 12 }) }));
  await counsellor.opens("/desk");
  await counsellor.reads(counsellor.say("cases.none_waits"));
  await counsellor.heading(counsellor.say("cases.agreed")).waitFor();
  await desk.signIn();
  const id = new URL(await counsellor.link("case 7").getAttribute("href"), client.server.url).pathname.split("/").at(-1);
  const { state, invitation } = await desk.case(id);
  assert.equal(state, "arranged");
  assert.deepEqual(invitation.receipts.map(({ arrangement: { creditor, terms } }) => [creditor, terms.instalment_minor, terms.first]), [
    ["First Bank", 53_33, first],
    ["Corner Store", 26_67, first],
  ]);
  assert.deepEqual(invitation.records.map(({ kind }) => kind).slice(0, 3), ["invited", "opened", "offered"]);
});

story("the set-up link works once, and its form says what is missing", async ({ visitor }) => {
  const late = await visitor({ atDesk: true });
  const { say } = late;
  late.watch.allow(/the server responded with a status of 4\d\d/);
  await late.opens(late.server.setup);
  await late.isAt(say("sign_in.setup_title"));
  await late.types(say("sign_in.website"), "http://plain.example");
  await late.types(say("sign_in.password"), "too short");
  await late.presses(say("sign_in.set_up"));
  const faults = {
    "organisation.name": say("field_error.organisation"), "organisation.legal_name": say("field_error.legal_name"),
    "organisation.address": say("field_error.address"), "organisation.complaints": say("field_error.complaints"),
    "organisation.privacy": say("field_error.privacy"), "sign_in.website": say("field_error.website"),
    "sign_in.name": say("field_error.name"), "sign_in.password": say("field_error.too_short", { least: 15 }),
  };
  for (const [field, reason] of Object.entries(faults)) {
    await late.isWrong(late.field(say(field)), reason);
  }
  await late.holds(say("sign_in.website"), "http://plain.example");
  await tellsWhoInvites(late);
  await late.types(say("sign_in.name"), "Mallory");
  await late.types(say("sign_in.password"), "four plain words together");
  await late.presses(say("sign_in.set_up"));
  await late.reads(say("server_problem.setup"));
  await late.presses(say("sign_in.to_sign_in"));
  await late.isAt(say("sign_in.title"));
});
