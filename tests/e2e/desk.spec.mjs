// The counsellor's side: answers offers, refuses what cannot be read, keeps what was typed, asks before it ends a link,
// and lets nobody in who is not signed in.
import assert from "node:assert/strict";
import { days, today, written } from "./harness/dates.mjs";
import { account, ORGANISATION } from "./harness/desk_api.mjs";
import {
  choosesAnswer, invites, NOT_SIGNED_IN, offerFor, opensCase, sendsAnswer, signsIn, typesDate,
} from "./harness/desk_way.mjs";
import { stories } from "./harness/stories.mjs";
import { hasArrangement, reachesCheck, sends } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();
const ONLY_PERSONS = { instalment_monthly_min_minor: 25_00, term_months_max: 24, start_days_max: 31, at_once: "nothing" };

/** An offer that waits for a person, with the client and the counsellor at their pages. */
async function offerWaits({ desk, visitor }, label) {
  const { link } = await desk.invite({ policy: ONLY_PERSONS, label, accounts: [account("First Bank", 600_00)] });
  const client = await visitor();
  await reachesCheck(client, link);
  await client.reads(client.say("check.lead_person", { organisation: ORGANISATION.name }));
  await client.types(client.say("check.note", { creditor: "First Bank" }), "I start a new job in January.");
  await sends(client);
  await client.reads(client.say("arrangement.lead_sent", { organisation: ORGANISATION.name }));
  await client.reads("I start a new job in January.");
  const counsellor = await visitor({ atDesk: true, width: 1280 });
  await signsIn(counsellor);
  await counsellor.reads(counsellor.say("cases.waits", { count: any }));
  await opensCase(counsellor, label);
  await counsellor.reads(counsellor.say("state.needs_person"));
  await counsellor.reads("I start a new job in January.");
  return { client, counsellor };
}

const answered = (counsellor) => counsellor.reads(counsellor.say("case.answered"));
const looksAgain = (client) => client.presses(client.say("arrangement.check_again"));

story("the desk accepts an offer, and the client has an arrangement", async (world) => {
  const { client, counsellor } = await offerWaits(world, "accept me");
  const { say } = counsellor;
  // An answer must be chosen first.
  await counsellor.presses(say("answer.send"));
  await counsellor.reads(say("field_error.answer"));
  await choosesAnswer(counsellor, "accept");
  await counsellor.types(say("answer.word"), "Thank you for your offer.");
  await sendsAnswer(counsellor, "accept");
  await answered(counsellor);
  await counsellor.reads(say("state.arranged"));
  await looksAgain(client);
  await hasArrangement(client, ["First Bank"]);
});

story("the desk names other terms, and the client takes them", async (world) => {
  const { client, counsellor } = await offerWaits(world, "counter me");
  const { say } = counsellor;
  await choosesAnswer(counsellor, "counter");
  const first = days(today(), 10);
  const group = counsellor.main.getByRole("group", { name: "First Bank", exact: true });
  await group.getByLabel(say("answer.instalment"), { exact: true }).fill("150");
  await typesDate(counsellor, group.getByRole("group", { name: say("answer.first"), exact: true }), first);
  await counsellor.reads(say("terms.times", { count: 4 }), group);
  // A counter-offer without a reason is refused next to the field, and nothing was sent.
  await counsellor.presses(say("answer.send_counter"));
  const reason = counsellor.field(say("answer.reason"));
  await counsellor.reads(say("field_error.reason"));
  await counsellor.isWrong(reason, say("field_error.reason"));
  await reason.fill("We need a little more each month. You may say no.");
  await counsellor.presses(say("answer.send_counter"));
  await answered(counsellor);
  await looksAgain(client);
  await client.reads("We need a little more each month. You may say no.");
  await client.reads("$150.00 a month", client.part("First Bank"));
  await client.reads(written(first), client.part("First Bank"));
  // 150 of 240.01 is more than half: that is said plainly, and taking it is the client's own choice.
  await client.reads(client.say("terms.fit_above_half", { monthly: "$150.00", left: "$240.01", keep: "$90.01" }));
  await client.presses(client.say("arrangement.accept"));
  await hasArrangement(client, ["First Bank"]);
  await counsellor.presses(say("shell.reload"));
  await counsellor.reads(say("state.arranged"));
});

story("the desk declines with a reason, and the client may offer again", async (world) => {
  const { client, counsellor } = await offerWaits(world, "decline me");
  const { say } = counsellor;
  await choosesAnswer(counsellor, "decline");
  await counsellor.types(say("answer.reason"), "The bank wants this one back.");
  await sendsAnswer(counsellor, "decline");
  await answered(counsellor);
  await looksAgain(client);
  await client.reads(client.say("arrangement.lead_declined", { organisation: ORGANISATION.name }));
  await client.reads("The bank wants this one back.");
  await client.link(client.say("arrangement.advice")).waitFor();
  await client.follows(client.say("arrangement.another"));
  await client.isAt(client.say("offer.title"));
});

story("two debts are answered differently, and the history says which is which", async ({ desk, visitor }) => {
  const label = "one of each";
  const { id, link } = await desk.invite({ policy: ONLY_PERSONS, label });
  const client = await visitor();
  await reachesCheck(client, link);
  await sends(client);
  await client.reads(client.say("arrangement.lead_sent", { organisation: ORGANISATION.name }));
  const counsellor = await visitor({ atDesk: true, width: 768 });
  const { say } = counsellor;
  await signsIn(counsellor);
  await opensCase(counsellor, label);
  await choosesAnswer(counsellor, "decline", "Corner Store");
  await offerFor(counsellor, "Corner Store").getByLabel(say("answer.reason"), { exact: true }).fill("It would take too long.");
  await choosesAnswer(counsellor, "accept", "First Bank");
  await sendsAnswer(counsellor, "accept", "First Bank");
  await answered(counsellor);
  // What was typed for the other debt is still there.
  await sendsAnswer(counsellor, "decline", "Corner Store");
  await answered(counsellor);
  await counsellor.axe("a case with two answers");
  const { state, invitation } = await desk.case(id);
  assert.equal(state, "declined");
  assert.deepEqual(invitation.proposals.map((one) => [one.lines[0].account_id, one.state]), [["a1", "accepted"], ["a2", "rejected"]]);
  await counsellor.unfolds(say("history.title"));
  const history = counsellor.main.getByRole("table", { name: say("history.title") });
  await counsellor.reads(`${say("history.declined")}: Corner Store`, history);
  await counsellor.reads("It would take too long.", history);
});

story("an invitation to the United States is looked over, and the client reads until when to dispute first", async ({ visitor }) => {
  const counsellor = await visitor({ atDesk: true, width: 768 });
  const { say } = counsellor;
  await signsIn(counsellor);
  const link = await invites(counsellor, {
    label: "first notice", message: "", debts: [{ creditor: "Fourth Bank", kind: "telecoms", balance: "300", reference: "F-4" }],
    minimum: "25", months: "60", startDays: "31", atOnce: "all", expires: days(today(), 75), sent: "",
  });
  const client = await visitor();
  await client.opens(link);
  await client.isAt(client.say("invitation.title_from", { organisation: ORGANISATION.name }));
  await client.reads(client.say("invitation.rights_until", { date: any }));
  await client.reads(client.say("invitation.collector", { organisation: ORGANISATION.name }));
  await client.reads(ORGANISATION.legal_name);
  await client.reads(client.say("shell.collector"), client.page.getByRole("contentinfo"));
  await client.axe("an invitation of a debt collector");
  // The same debt again is named before anything is made.
  await counsellor.presses(say("link.done"));
  await counsellor.follows(say("shell.to_list"));
  await counsellor.main.getByRole("link", { name: say("cases.invite"), exact: true }).first().click();
  await counsellor.types(say("invite.creditor"), "Fourth Bank");
  await counsellor.types(say("invite.reference"), "F-4");
  await counsellor.types(say("invite.balance"), "300");
  await counsellor.presses(say("invite.look"));
  await counsellor.isAt(say("review.title"));
  await counsellor.reads(say("review.known_title"));
  await counsellor.link("first notice").waitFor();
  await counsellor.axe("an invitation that is looked over");
});

story("an invitation with mistakes is refused field by field, and what was typed stays", async ({ visitor }) => {
  const counsellor = await visitor({ atDesk: true });
  const { say } = counsellor;
  await signsIn(counsellor);
  await counsellor.main.getByRole("link", { name: say("cases.invite"), exact: true }).first().click();
  await counsellor.isAt(say("invite.title"));
  const field = (name) => counsellor.field(say(`invite.${name}`));
  const refuses = async (name, typed, reason) => {
    await field(name).fill(typed);
    await field(name).blur();
    await counsellor.reads(reason);
    await counsellor.isWrong(field(name), reason);
    assert.equal(await field(name).inputValue(), typed);
  };
  for (const [typed, why] of [["1e3", "letters"], ["-5", "negative"], ["999999999999", "large"], ["twelve", "letters"], ["0", "zero"]]) {
    await refuses("balance", typed, say(`field_error.${why}`));
    await refuses("minimum", typed, say(`field_error.${why}`));
  }
  await refuses("months", "241", say("field_error.whole", { least: 1, most: 240 }));
  await refuses("start", "soon", say("field_error.whole", { least: 1, most: 366 }));
  // The rules that are folded away: what is wrong there comes into sight, whoever folds it away again.
  const fold = counsellor.main.locator("details").filter({ hasText: say("invite.more") });
  await counsellor.unfolds(say("invite.more"));
  await refuses("share_min", "0", say("field_error.share"));
  await refuses("left_over_max", "101", say("field_error.left_over"));
  await counsellor.unfolds(say("invite.more"));
  await counsellor.presses(say("invite.look"));
  await counsellor.reads(say("field_error.share"), fold);
  await counsellor.unfolds(say("invite.more"));
  await counsellor.follows(say("field_error.left_over"));
  await field("left_over_max").and(counsellor.page.locator(":focus")).waitFor();
  await counsellor.axe("rules with mistakes");
  await field("share_min").fill("2");
  await field("left_over_max").fill("60");
  await field("balance").fill("1.200,50");
  await counsellor.reads(say("invite.read_as", { amount: "$1,200.50" }));
  // Going on regardless leads to the first mistake.
  await counsellor.presses(say("invite.look"));
  const summary = counsellor.page.getByRole("group", { name: say("shell.problem") });
  await summary.and(counsellor.page.locator(":focus")).waitFor();
  await counsellor.reads(`${say("invite.debt", { number: 1 })}: ${say("field_error.creditor")}`, summary);
  // Parts must make the balance.
  await field("itemised").check();
  await typesDate(counsellor, counsellor.main.getByRole("group", { name: say("invite.as_of"), exact: true }), "2026-03-02");
  await field("then").fill("1,000");
  await field("interest").fill("100");
  await counsellor.reads(say("field_error.sum", { sum: "$1,100.00", balance: "$1,200.50" }));
  const expires = counsellor.main.getByRole("group", { name: say("invite.expires"), exact: true });
  await typesDate(counsellor, expires, days(today(), -1));
  await counsellor.reads(say("field_error.between", { first: any, last: any }), expires);
  await typesDate(counsellor, expires, "2027-02-30");
  await counsellor.reads(say("field_error.date_none"), expires);
  // Away and back: all of it is still there.
  await counsellor.follows(say("invite.later"));
  await counsellor.isAt(say("cases.title"));
  await counsellor.main.getByRole("link", { name: say("cases.invite"), exact: true }).first().click();
  await counsellor.isAt(say("invite.title"));
  assert.equal(await field("balance").inputValue(), "1.200,50");
  assert.equal(await field("months").inputValue(), "241");
});

story("an invitation of the desk opens for the client, a new link ends the old one", async ({ visitor }) => {
  const counsellor = await visitor({ atDesk: true });
  const { say } = counsellor;
  await signsIn(counsellor);
  const first = await invites(counsellor, {
    label: "renew me", message: "", debts: [{ creditor: "Second Bank", kind: "personal_loan", balance: "$1,200 " }],
    minimum: "25", months: "60", startDays: "31", atOnce: "all", expires: days(today(), 5),
  });
  await counsellor.presses(say("link.done"));
  await counsellor.isAt("renew me");
  await counsellor.presses(say("ending.link"));
  await counsellor.reads(say("ending.link_means"));
  await counsellor.presses(say("ending.link_yes"));
  await counsellor.isAt(say("link.title"));
  const second = await counsellor.field(say("link.address")).inputValue();
  assert.notEqual(second, first);

  const client = await visitor();
  client.watch.allow(/the server responded with a status of 404/);
  await client.opens(first);
  await client.isAt(client.say("invitation.unavailable_title"));
  await client.field(client.say("invitation.paste")).fill(second);
  await client.presses(client.say("invitation.paste_open"));
  await client.isAt(client.say("invitation.title_from", { organisation: ORGANISATION.name }));
  await client.reads("$1,200.00", client.main);

  // Taking it back asks once more, and then it is gone for the client.
  await counsellor.presses(say("link.done"));
  await counsellor.presses(say("ending.withdraw"));
  await counsellor.presses(say("ending.withdraw_no"));
  await counsellor.presses(say("ending.withdraw"));
  await counsellor.presses(say("ending.withdraw_yes"));
  await counsellor.reads(say("case.withdrawn"));
  const late = await visitor();
  late.watch.allow(/the server responded with a status of 404/);
  await late.opens(second);
  await late.isAt(late.say("invitation.unavailable_title"));
});

story("nobody gets in without a name and its password", async ({ desk, visitor }) => {
  const { id } = await desk.invite({ label: "secret case" });
  const stranger = await visitor({ atDesk: true });
  const { say } = stranger;
  stranger.watch.allow(NOT_SIGNED_IN);
  await stranger.opens(`/desk/case/${id}`);
  await stranger.isAt(say("sign_in.title"));
  await stranger.readsNo("secret case");
  await stranger.presses(say("sign_in.submit"));
  await stranger.reads(say("field_error.name"));
  await stranger.types(say("sign_in.name"), "Ada");
  await stranger.types(say("sign_in.password"), "not the right password");
  await stranger.presses(say("sign_in.submit"));
  await stranger.reads(say("server_problem.refused"));
  await stranger.readsNo("secret case");
  await stranger.types(say("sign_in.password"), "correct horse battery staple");
  await stranger.presses(say("sign_in.submit"));
  await stranger.isAt("secret case");
  // Signing out forgets everything, also for the button that leads back.
  await stranger.presses(say("shell.sign_out"));
  await stranger.reads(say("sign_in.signed_out"));
  await stranger.page.goBack();
  await stranger.isAt(say("sign_in.title"));
  await stranger.readsNo("secret case");
});

story("the session runs out in the middle of an answer, and nothing typed is lost", async (world) => {
  const { counsellor } = await offerWaits(world, "expire me");
  const { say } = counsellor;
  await choosesAnswer(counsellor, "decline");
  await counsellor.types(say("answer.reason"), "A long and careful reason.");
  await counsellor.context.clearCookies();
  await sendsAnswer(counsellor, "decline");
  await counsellor.isAt(say("sign_in.title"));
  await counsellor.reads(say("sign_in.ended"));
  await counsellor.types(say("sign_in.name"), "Ada");
  await counsellor.types(say("sign_in.password"), "correct horse battery staple");
  await counsellor.presses(say("sign_in.submit"));
  await counsellor.isAt("expire me");
  assert.equal(await counsellor.field(say("answer.reason")).inputValue(), "A long and careful reason.");
  await sendsAnswer(counsellor, "decline");
  await answered(counsellor);
});

story("the answer of the server is lost: pressed again, the invitation is made once", async ({ desk, visitor }) => {
  const counsellor = await visitor({ atDesk: true });
  const { say } = counsellor;
  counsellor.watch.allow(/net::ERR_/);
  await signsIn(counsellor);
  let tries = 0;
  await counsellor.page.route("**/api/v1/desk/invitations", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    tries += 1;
    if (tries > 1) return route.continue();
    await route.fetch();
    return route.abort("connectionreset");
  });
  await counsellor.main.getByRole("link", { name: say("cases.invite"), exact: true }).first().click();
  await counsellor.isAt(say("invite.title"));
  await counsellor.types(say("invite.label"), "made once");
  await counsellor.types(say("invite.creditor"), "Third Bank");
  await counsellor.types(say("invite.balance"), "90");
  await counsellor.presses(say("invite.look"));
  await counsellor.isAt(say("review.title"));
  await counsellor.presses(say("invite.send"));
  await counsellor.reads(say("server_problem.silent"));
  await counsellor.presses(say("invite.send"));
  // The link itself was in the answer that was lost: the desk says so and leads to a new one.
  await counsellor.reads(say("case.link_unseen"));
  const { invitations } = await desk.list();
  assert.equal(invitations.filter(({ label }) => label === "made once").length, 1);
});

story("the answer with a new link is lost: pressed again, there is one link, and the desk says that nobody has it", async ({ desk, visitor }) => {
  const label = "link lost";
  const { id } = await desk.invite({ label });
  const counsellor = await visitor({ atDesk: true });
  const { say } = counsellor;
  counsellor.watch.allow(/net::ERR_/);
  await signsIn(counsellor);
  await opensCase(counsellor, label);
  let tries = 0;
  await counsellor.page.route("**/api/v1/desk/invitations/*/link", async (route) => {
    tries += 1;
    if (tries > 1) return route.continue();
    await route.fetch();
    return route.abort("connectionreset");
  });
  await counsellor.presses(say("ending.link"));
  await counsellor.presses(say("ending.link_yes"));
  await counsellor.reads(say("server_problem.silent"));
  await counsellor.presses(say("ending.link_yes"));
  await counsellor.reads(say("case.link_unseen"));
  const made = async () => {
    const { invitation } = await desk.case(id);
    return invitation.records.filter(({ kind }) => kind === "link_renewed").length;
  };
  assert.equal(await made(), 1);
  // A further link takes the place of the one that nobody has.
  await counsellor.presses(say("ending.link"));
  await counsellor.presses(say("ending.link_yes"));
  await counsellor.isAt(say("link.title"));
  const link = await counsellor.field(say("link.address")).inputValue();
  assert.equal(await made(), 2);
  const client = await visitor();
  await client.opens(link);
  await client.isAt(client.say("invitation.title_from", { organisation: ORGANISATION.name }));
});
