// The whole round of a dispute: the client says that a debt is not right, everything about it stops, a person answers,
// and things go on for both sides.
import assert from "node:assert/strict";
import { ORGANISATION } from "./harness/desk_api.mjs";
import { opensCase, signsIn } from "./harness/desk_way.mjs";
import { stories } from "./harness/stories.mjs";
import { hasArrangement, reachesCheck, sends, startsWith } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();

/** The client disputes a debt on the page of the debts. */
async function disputes(client, creditor, ground, note = "") {
  const { say } = client;
  await client.opens("/debts");
  await client.isAt(say("debts.title"));
  await client.presses(`${say("debts.dispute")} ${creditor}`);
  await client.main.getByRole("radio", { name: say(`debts.ground_${ground}`) }).check();
  await client.types(say("debts.note"), note);
  await client.presses(say("debts.dispute_send"));
  await client.reads(say("debts.stopped_sent", { name: ORGANISATION.name }), client.part(creditor));
}

/** The counsellor chooses an answer to the dispute of this debt and sends it. */
async function answers(counsellor, creditor, { kind, part, told }) {
  const { say } = counsellor;
  const card = counsellor.part(creditor).first();
  await card.getByRole("radio", { name: startsWith(say(`dispute.${kind}`)) }).check();
  if (part) await card.getByLabel(say("dispute.how_much"), { exact: true }).fill(part);
  await card.getByLabel(say(kind === "verified" ? "dispute.told_verified" : "dispute.told"), { exact: true }).fill(told);
  const send = card.getByRole("button", { name: say("dispute.send"), exact: true });
  await send.click();
  await send.waitFor({ state: "detached" });
  await counsellor.reads(say("case.answered"));
}

const looks = async (client, creditor) => {
  await client.part(creditor).getByRole("button", { name: client.say("dispute_answer.look"), exact: true }).click();
};

story("a dispute is answered three times: owed, a part taken off, all taken off", async ({ desk, visitor }) => {
  const label = "disputed thrice";
  const invited = await desk.invite({ label });
  const client = await visitor();
  const { say } = client;
  await client.opens(invited.link);
  await client.follows(say("invitation.start"));
  await disputes(client, "First Bank", "amount", "I paid 150 in May.");
  const bank = client.part("First Bank");
  await looks(client, "First Bank");
  await client.reads(say("dispute_answer.looked_none"), bank);
  await client.axe("a disputed debt");

  // It is shown to be owed.
  const counsellor = await visitor({ atDesk: true, width: 1280 });
  await signsIn(counsellor);
  await opensCase(counsellor, label);
  await counsellor.reads(counsellor.say("state.disputed_means"));
  await counsellor.reads("I paid 150 in May.");
  const card = counsellor.part("First Bank").first();
  await card.getByRole("button", { name: counsellor.say("dispute.send"), exact: true }).click();
  await counsellor.reads(counsellor.say("field_error.answer"), card);
  await card.getByRole("radio", { name: startsWith(counsellor.say("dispute.verified")) }).check();
  await counsellor.axe("a dispute being answered");
  await card.getByRole("button", { name: counsellor.say("dispute.send"), exact: true }).click();
  await counsellor.isWrong(card.getByLabel(counsellor.say("dispute.told_verified"), { exact: true }), counsellor.say("field_error.told"));
  await answers(counsellor, "First Bank", { kind: "verified", told: "Your contract of 2019 and the last statement, by post." });
  await counsellor.reads(counsellor.say("state.answered_means"));
  await looks(client, "First Bank");
  await client.reads(say("dispute_answer.verified_title"), bank);
  await client.reads("Your contract of 2019 and the last statement, by post.", bank);
  await client.reads("You have not admitted anything.", bank);
  await client.axe("an answered dispute");
  await client.reads(say("debts.lead", { owed: "$900.00" }));

  // Disputed again, a part is taken off, and the balance follows everywhere.
  await disputes(client, "First Bank", "amount");
  await counsellor.presses(counsellor.say("shell.reload"));
  await counsellor.reads(counsellor.say("state.disputed_means"));
  await answers(counsellor, "First Bank", { kind: "part", part: "150", told: "Your payment of May was not booked. We are sorry." });
  await counsellor.reads("$450.00", card);
  await counsellor.reads(counsellor.say("dispute.said_part", { by: "Ada", part: "$150.00", claimed: "$450.00", when: any }), card);
  await looks(client, "First Bank");
  await client.reads(say("dispute_answer.part_title", { part: "$150.00" }), bank);
  await client.reads(say("debts.lead", { owed: "$750.00" }));
  await client.opens(invited.link);
  await client.reads(say("dispute_answer.part_title", { part: "$150.00" }));
  await client.reads("$450.00");
  await client.axe("the invitation with an answer");

  // And the rest.
  await disputes(client, "First Bank", "not_mine");
  await counsellor.presses(counsellor.say("shell.reload"));
  await counsellor.reads(counsellor.say("state.disputed_means"));
  await answers(counsellor, "First Bank", { kind: "all", told: "This was somebody else’s account." });
  await looks(client, "First Bank");
  await client.reads(say("dispute_answer.all_title"), bank);
  await client.reads(say("dispute_answer.tag_withdrawn"), bank);
  await client.reads(say("debts.lead", { owed: "$300.00" }));
  await client.readsNo(say("debts.dispute"), bank);
  const { state, invitation } = await desk.case(invited.id);
  assert.equal(state, "opened");
  assert.deepEqual(invitation.accounts.map((known) => [known.state, known.balance_minor]), [["withdrawn", 0], ["open", 300_00]]);
  const kinds = invitation.records.map(({ kind }) => kind).filter((kind) => kind.startsWith("dispute"));
  assert.deepEqual(kinds, ["disputed", "dispute_verified", "disputed", "dispute_withdrawn", "disputed", "dispute_withdrawn"]);
});

story("what was agreed stands still while a debt is disputed, and follows the answer", async ({ desk, visitor }) => {
  const label = "agreed and disputed";
  const invited = await desk.invite({ label });
  const client = await visitor({ language: "es" });
  const { say } = client;
  await reachesCheck(client, invited.link);
  await sends(client);
  await hasArrangement(client);
  await disputes(client, "First Bank", "paid");
  await client.opens("/arrangement");
  await client.reads(say("dispute_answer.stands_still"), client.part("First Bank"));
  await client.axe("an agreement that stands still");

  const counsellor = await visitor({ atDesk: true });
  await signsIn(counsellor);
  await opensCase(counsellor, label);
  await answers(counsellor, "First Bank", { kind: "part", part: "100", told: "You paid 100 in May." });
  await counsellor.reads(counsellor.say("dispute.agreed_less"));
  await counsellor.axe("an agreement for less");
  await counsellor.fitsWindow("an agreement for less");
  await client.presses(say("arrangement.check_again"));
  await client.reads(say("dispute_answer.part_title", { part: "$100.00" }));
  await client.reads(say("dispute_answer.agreed_less"));
  await client.reads(say("arrangement.signature_right"));
  await client.axe("an agreement for less");
  await client.fitsWindow("an agreement for less");

  await disputes(client, "First Bank", "not_mine");
  await counsellor.presses(counsellor.say("shell.reload"));
  await answers(counsellor, "First Bank", { kind: "all", told: "It was not yours." });
  await client.opens("/arrangement");
  await client.reads(say("dispute_answer.agreed_over"));
  const { state, invitation } = await desk.case(invited.id);
  assert.deepEqual([state, invitation.receipts.length], ["arranged", 2]);
});
