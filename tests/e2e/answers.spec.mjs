// The rules answer at once, and a dispute stops everything: what the client sees, and what the desk then has.
import assert from "node:assert/strict";
import { stories } from "./harness/stories.mjs";
import { hasArrangement, reachesCheck, sends, startsWith } from "./harness/way.mjs";

const story = stories();

story("the rules name other terms, and the client chooses", async ({ desk, visitor }) => {
  const strict = { instalment_monthly_min_minor: 50_00, term_months_max: 24, start_days_max: 31, at_once: "all" };
  const invited = await desk.invite({ policy: strict });
  const client = await visitor();
  const { say } = client;
  // 80 for the bank is enough; 40 for the store is below the smallest instalment.
  await reachesCheck(client, invited.link);
  await client.reads(say("check.lead_other", { organisation: "Harbour Advice" }));
  await client.reads(say("terms.reason_small", { amount: "$50.00" }), client.part("Corner Store"));
  await client.presses(say("check.send"));
  await client.reads(say("check.choose_first"), client.part("Corner Store"));
  const summary = client.page.getByRole("group", { name: say("shell.problem") });
  await client.reads(say("check.choose_first"), summary);
  assert.ok(await summary.evaluate((element) => element === document.activeElement), "the summary has the focus");
  await client.part("Corner Store").getByRole("radio", { name: startsWith(say("check.choose_take")) }).check();
  await sends(client);
  await hasArrangement(client);
  const { invitation } = await desk.case(invited.id);
  assert.deepEqual(invitation.receipts.map(({ arrangement }) => arrangement.terms.instalment_minor), [80_00, 50_00]);
});

story("a debt the client disputes stops on both sides, and nothing more is offered for it", async ({ desk, visitor }) => {
  const invited = await desk.invite();
  const client = await visitor();
  const { say } = client;
  await client.opens(invited.link);
  await client.follows(say("invitation.start"));
  await client.opens("/debts");
  await client.isAt(say("debts.title"));
  await client.presses(`${say("debts.dispute")} First Bank`);
  await client.presses(say("debts.dispute_send"));
  await client.reads(say("debts.ground_missing"));
  await client.main.getByRole("radio", { name: say("debts.ground_not_mine") }).check();
  await client.types(say("debts.note"), "I never had a card there.");
  await client.presses(say("debts.dispute_send"));
  await client.reads(say("debts.stopped_sent", { name: "Harbour Advice" }));
  const { state, invitation } = await desk.case(invited.id);
  assert.equal(state, "disputed");
  assert.deepEqual(invitation.accounts.map((known) => known.state), ["disputed", "open"]);
  assert.equal(invitation.records.filter(({ kind }) => kind === "disputed").length, 1);
  await client.reads(say("debts.lead", { owed: "$300.00" }));
});

story("what is asked and what can be paid do not meet: a person is asked, or the debt is left out", async ({ desk, visitor }) => {
  // 240.01 are left over, of which 120 are offered: 80 for the bank and 40 for the store.
  const policy = { instalment_monthly_min_minor: 180_00, term_months_max: 24, start_days_max: 31, at_once: "all" };
  for (const wishes of [{ dark: true }, { language: "es" }]) {
    const invited = await desk.invite({ policy });
    const client = await visitor(wishes);
    const { say } = client;
    await reachesCheck(client, invited.link);
    const [bank, store] = [client.part("First Bank"), client.part("Corner Store")];
    // The bank can have the 120 nobody has, which make 200; then nothing is left for more to the store.
    await client.reads(say("check.tag_other"), bank);
    await client.reads(say("check.tag_apart"), store);
    await client.reads(say("check.apart_title"), store);
    await client.presses(say("check.send"));
    await client.reads(say("check.choose_first"), store);
    await client.axe("two ends that do not meet, with the mistake");
    if (wishes.language) continue;
    await bank.getByRole("radio", { name: startsWith(say("check.choose_take")) }).check();
    await store.getByRole("radio", { name: startsWith(say("check.choose_leave")) }).check();
    await client.reads(say("check.left"), store);
    await store.getByRole("radio", { name: startsWith(say("check.choose_send")) }).check();
    await client.types(say("check.note", { creditor: "Corner Store" }), "I have two children.");
    await client.axe("two ends that do not meet, a person is asked");
    await sends(client);
    // The bank's terms are agreed, whatever a person says about the store.
    await client.isAt(say("arrangement.title"));
    await client.reads(say("arrangement.lead_mixed"));
    await client.reads(say("arrangement.signature_right"), client.part("First Bank"));
    const { state, invitation } = await desk.case(invited.id);
    assert.equal(state, "needs_person");
    assert.deepEqual(invitation.proposals.flatMap(({ lines }) => lines).map(({ terms }) => terms.instalment_minor), [180_00, 40_00]);
    assert.deepEqual(invitation.proposals.map(({ note }) => note), ["", "I have two children."]);
  }
});
