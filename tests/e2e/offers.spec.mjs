// Each debt of an invitation has its own amount, its own question and its own answer; what was agreed is a fixed line
// everywhere, and one figure is called left over.
import assert from "node:assert/strict";
import { account } from "./harness/desk_api.mjs";
import { stories } from "./harness/stories.mjs";
import { fillBudget, hasArrangement, makesBudget, offers, opensInvitation, reachesCheck, reachesOffer, sends, startsWith } from "./harness/way.mjs";
import { any } from "./harness/words.mjs";

const story = stories();
const GENTLE = { instalment_monthly_min_minor: 10_00, term_months_max: 24, start_days_max: 31, at_once: "all" };
/** The rules accept the smaller debt; a person looks at the larger one. */
const UP_TO_400 = { instalment_monthly_min_minor: 25_00, term_months_max: 24, start_days_max: 31, at_once: { up_to_balance_minor: 400_00 } };

/** What could be paid towards a debt. */
const towards = (person, name) => person.field(person.say("offer.towards", { name }));

story("an invitation with rent arrears and council tax only can be answered", async ({ desk, visitor }) => {
  for (const language of ["en", "es"]) {
    const invited = await desk.invite({
      country: "gb", currency: "GBP", policy: GENTLE,
      accounts: [account("Harbour Homes", 900_00, { kind: "rent_arrears" }), account("Northport Council", 300_00, { kind: "tax_arrears" })],
    });
    const client = await visitor({ language });
    client.country = "gb";
    const { say } = client;
    await opensInvitation(client, invited.link);
    await client.follows(say("invitation.start"));
    // The rent and the council tax that go on stay in the budget: 200 are left over.
    await makesBudget(client, { wages: ["1,000", "month"], rent: ["600", "month"], council_tax: ["120"], energy: ["80"] });
    // Nothing has to be filled in for either debt.
    await client.presses(say("debts.next"));
    await client.isAt(say("plan.title"));
    await client.follows(say("plan.next"));
    await client.isAt(say("offer.title"));
    const pounds = (amount) => (language === "en" ? `£${amount}.00` : any);
    await client.reads(say("offer.answer", { offer: pounds(100), kept: pounds(100) }));
    assert.equal(await towards(client, "Harbour Homes").inputValue(), "75.00");
    assert.equal(await towards(client, "Northport Council").inputValue(), "25.00");
    await client.fitsWindow("/offer");
    await client.axe("/offer, priority debts only");
    // What is typed stays, whatever is chosen above; more than half of what is left over is said plainly.
    await towards(client, "Northport Council").fill("60");
    await client.reads(say("offer.above_half_title"));
    await offers(client, "quarter");
    await client.reads(say("offer.answer", { offer: language === "en" ? "£97.50" : any, kept: any }));
    assert.equal(await towards(client, "Harbour Homes").inputValue(), "37.50");
    assert.equal(await towards(client, "Northport Council").inputValue(), "60");
    await client.follows(say("offer.next"));
    await client.isAt(say("check.title"));
    await client.reads(say("check.lead_yes", { organisation: "Harbour Advice" }));
    await client.fitsWindow("/check");
    await sends(client);
    await hasArrangement(client, ["Harbour Homes", "Northport Council"]);
    const { invitation } = await desk.case(invited.id);
    assert.deepEqual(invitation.receipts.map(({ arrangement: { terms } }) => terms.instalment_minor), [37_50, 60_00]);
  }
});

story("a debt may be left out, and one amount and one date are enough", async ({ desk, visitor }) => {
  const invited = await desk.invite({ policy: GENTLE });
  const client = await visitor();
  const { say } = client;
  await reachesOffer(client, invited.link);
  await towards(client, "First Bank").fill("");
  await client.reads(say("offer.towards_nothing"));
  await towards(client, "Corner Store").fill("forty");
  await client.reads(say("offer.not_yet"));
  await towards(client, "Corner Store").fill("40");
  await client.follows(say("offer.next"));
  await client.isAt(say("check.title"));
  await client.reads(say("check.why_nothing"), client.part("First Bank"));
  await client.reads(say("check.yes"), client.part("Corner Store"));
  // Back on the page before, all stands as it was left.
  await client.page.goBack();
  await client.isAt(say("offer.title"));
  assert.equal(await towards(client, "First Bank").inputValue(), "");
  assert.equal(await towards(client, "Corner Store").inputValue(), "40");
  await client.presses(say("offer.share_again"));
  assert.equal(await towards(client, "First Bank").inputValue(), "80.00");
  assert.equal(await towards(client, "Corner Store").inputValue(), "40.00");
});

story("two debts are answered differently, and what the page says of each is what happens", async ({ desk, visitor }) => {
  for (const language of ["en", "es"]) {
    const invited = await desk.invite({ policy: UP_TO_400 });
    const client = await visitor({ language });
    const { say } = client;
    await reachesCheck(client, invited.link);
    const [bank, store] = [client.part("First Bank"), client.part("Corner Store")];
    await client.reads(say("check.lead_mixed", { organisation: "Harbour Advice" }));
    await client.reads(say("check.person", { organisation: "Harbour Advice" }), bank);
    await client.reads(say("check.yes"), store);
    await client.fitsWindow("/check, two answers");
    await client.types(say("check.note", { creditor: "First Bank" }), "I start a new job in January.");
    await sends(client);
    await client.isAt(say("arrangement.title"));
    await client.reads(say("arrangement.lead_mixed"));
    await client.reads(say("arrangement.signature_right"), store);
    await client.reads(say("arrangement.sent_next"));
    await client.fitsWindow("/arrangement, two answers");
    await client.axe("/arrangement, two answers");
    const { invitation } = await desk.case(invited.id);
    assert.deepEqual(invitation.accounts.map(({ state }) => state), ["open", "arranged"]);
    assert.deepEqual(invitation.proposals.map(({ state, note }) => [state, note]), [
      ["considered", "I start a new job in January."], ["accepted", ""],
    ]);
    // What is under way is not sent again by going there, only by choosing so.
    await client.opens("/check");
    await client.reads(say("check.pending", { organisation: "Harbour Advice" }), bank);
    assert.equal(await client.button(say("check.send")).count(), 0);
    await bank.getByRole("radio", { name: startsWith(say("check.choose_replace")) }).check();
    await client.button(say("check.send")).waitFor();
  }
});

story("what was agreed is a fixed line: one figure is left over on every page", async ({ desk, visitor }) => {
  const invited = await desk.invite({ policy: UP_TO_400 });
  const client = await visitor();
  const { say } = client;
  await reachesCheck(client, invited.link);
  await sends(client);
  await client.isAt(say("arrangement.title"));
  await client.reads(say("arrangement.signature_right"), client.part("Corner Store"));
  // 240.01 less the 40.00 that were agreed with the store.
  const left = "$200.01";
  await client.opens("/budget");
  await client.reads(say("budget.lead_left", { figure: left }));
  await client.opens("/statement");
  await client.reads(say("statement.lead_left", { left }));
  await client.reads("Corner Store", client.main.getByRole("table", { name: say("statement.priority"), exact: true }));
  await client.opens("/plan");
  await client.reads(say("plan.kept", { left, kept: any }));
  // 40.00 as agreed, and half of what is left over.
  await client.reads(say("plan.answer_cleared", { amount: "$140.00", date: any, interest: "$0.00" }));
  await client.opens("/offer");
  await client.reads(say("offer.answer", { offer: "$100.00", kept: "$100.01" }));
  assert.equal(await towards(client, "Corner Store").count(), 0, "nothing more is asked for it");
  assert.equal(await towards(client, "First Bank").inputValue(), "100.00");
});

story("a budget that changes moves the shares, not what was typed", async ({ desk, visitor }) => {
  const { link } = await desk.invite({ policy: GENTLE });
  const client = await visitor();
  const { say } = client;
  await reachesOffer(client, link);
  await towards(client, "Corner Store").fill("33.33");
  await client.opens("/budget");
  await fillBudget(client, { wages: ["1,090"] });
  await client.opens("/offer");
  assert.equal(await towards(client, "First Bank").inputValue(), "110.00");
  assert.equal(await towards(client, "Corner Store").inputValue(), "33.33");
});
